export type {
  Claim,
  Collision,
  Driver,
  Place,
  Presence,
  Shown,
  ShownParticipant,
  Touch,
  Verdict,
} from '@missionctl/roster';
export { aliasOfHarness } from '@missionctl/roster';
export type { LockWait, Wait, Watch, WatchOptions } from '@missionctl/session-store';
export {
  changesSince,
  changesSinceSync,
  countSubagents,
  countSubagentsSync,
  lookBeforeHeadMoves,
  lookBeforeHeadMovesSync,
  rememberShown,
  rememberShownSync,
  setWaiting,
  setWaitingSync,
  touch,
  touchSync,
} from './agent/agent.ts';
export { end, endSync, enter, enterSync } from './agent/come-and-go.ts';
export type { Printed } from './agent/look/remember-shown.ts';
export type {
  AgentLook,
  AgentRecorded,
  AgentSession,
  Changes,
  Ended,
  Entered,
  EnterLockOptions,
  EnterOptions,
  EnterRequest,
  MissionChange,
  NothingDone,
  ShownFact,
  Touched,
} from './agent/outcomes.ts';
export type { DoctorOptions, FileSystemState, FixResult } from './doctor/check.ts';
export { examine, examineSync, repair, repairSync } from './doctor/doctor.ts';
export {
  type AheadFacts,
  type AliasesFacts,
  type CaseFacts,
  type ClaimFacts,
  type DamagedFileFacts,
  type DamagedLedgerFacts,
  type DamagedRecordFacts,
  type DamagedSessionFacts,
  type FileSystemFacts,
  type Finding,
  type FindingCode,
  type FindingFacts,
  type FindingOf,
  type FixKind,
  findingFixes,
  type InvalidSessionFacts,
  type LockFacts,
  type MissionFacts,
  type ModeFacts,
  type NobodyFacts,
  type OrphanFacts,
  type SessionTimes,
  type TakenNameFacts,
  type TempFileFacts,
  type UnsafeFileFacts,
  type UnusableFacts,
  type UnwritableFacts,
  type WrittenContent,
} from './doctor/finding.ts';
export type { MovedAside } from './doctor/recovery/moved-aside.ts';
export { type Recovery, recovery, recoverySync } from './doctor/recovery/recovery.ts';
export type { WayBack } from './doctor/recovery/way-back.ts';
export type { Repair, RepairedFinding } from './doctor/repaired-finding.ts';
export type { ParticipantElsewhere } from './elsewhere/others-of.ts';
export { withElsewhere } from './elsewhere/with-elsewhere.ts';
export type { ChosenOutcome, EngineAddress, ForgottenOutcome } from './engine/choose-engine.ts';
export type { EngineOutcome } from './engine/chosen-engine.ts';
export type { ChosenEngine, EngineSource, HomeEngine } from './engine/engine-source.ts';
export {
  chooseEngine,
  chooseEngineSync,
  engineOf,
  engineOfSync,
  forgetEngine,
  forgetEngineSync,
} from './engine/engines.ts';
export { type EngineAnswer, type EngineReport, inspectEngine } from './engine/inspect-engine.ts';
export { machineIdOf } from './engine/machine-id.ts';
export { mayHaveEnginesSync, mayNeedEngineSync } from './engine/may-need-engine.ts';
export { withEngine } from './engine/with-engine.ts';
export {
  classifyError,
  type ErrorClass,
  type ErrorCode,
  errorCodes,
  exitCodes,
} from './error-table.ts';
export {
  CaseVariantError,
  ChangedByOthersError,
  ClaimChangedError,
  DanglingMissionError,
  FocusNeededError,
  IdentityConflictError,
  InvalidFocusError,
  InvalidRoleError,
  JoinIncompleteError,
  LeaveIncompleteError,
  MaskedError,
  MissionNeededError,
  NoActiveMissionError,
  NoCapabilityError,
  NoPreviousMissionError,
  NotDrivingError,
  ReceiverError,
  RepairIncompleteError,
  RoleNeededError,
  WhoUnknownError,
} from './errors.ts';
export type { Evidence, MissionHints } from './evidence.ts';
export { type Home, type HomeOptions, openHome } from './home.ts';
export type { ActiveMove } from './join/active-move.ts';
export {
  completeJoin,
  completeJoinSync,
  type JoinOptions,
  join,
  joinSync,
  planJoin,
  planJoinSync,
  prepareJoin,
  prepareJoinSync,
} from './join/join.ts';
export type { GrantedJoin, JoinOutcome } from './join/join-mission.ts';
export {
  completeLeave,
  completeLeaveSync,
  leave,
  leaveSync,
  prepareLeave,
  prepareLeaveSync,
} from './join/leave.ts';
export type { LeaveOutcome, PreparedLeave } from './join/leave-mission.ts';
export type { JoinPlan } from './join/plan-join.ts';
export type { JoinRequest, PreparedJoin } from './join/prepare-join.ts';
export type { StoredGrant } from './join/store-grant.ts';
export type { Prunable, PruneGrounds, PrunePlan, PruneRequest } from './prune/plan-prune.ts';
export { planPrune, planPruneSync, prune, pruneSync } from './prune/prune.ts';
export type { PruneOutcome } from './prune/prune-sessions.ts';
export type { PinFound } from './resolve/nearest-pin.ts';
export type { Mask } from './resolve/pointer-mask.ts';
export {
  resolve,
  resolveSelection,
  resolveSelectionSync,
  resolveSync,
} from './resolve/resolve.ts';
export type { ResolvedSession, SelectedMission } from './resolve/resolve-session.ts';
export type { PresentParticipant } from './roster/mission-roster.ts';
export { recordServer, recordServerSync } from './roster/record-server.ts';
export { recordTask, recordTaskSync, type TaskOptions } from './roster/record-task.ts';
export { type ShareOptions, share } from './sharing/share.ts';
export type { StoredNow } from './stored-now.ts';
export type { PinOutcome, UnpinOutcome } from './switch/pin-mission.ts';
export {
  pin,
  pinSync,
  previousMission,
  previousMissionSync,
  switchMission,
  switchMissionSync,
  unpin,
  unpinSync,
} from './switch/switch.ts';
export type { SwitchOutcome, SwitchRequest } from './switch/switch-mission.ts';
export type { ListOutcome } from './view/list.ts';
export type { PresentListOutcome } from './view/list-by-verdict.ts';
export type { Participant } from './view/participant.ts';
export {
  listByVerdict,
  listByVerdictSync,
  showClaims,
  showClaimsSync,
  status,
  statusAll,
  statusAllSync,
  statusSync,
} from './view/roster-view.ts';
export type { SessionFilter } from './view/session-filter.ts';
export type { ShownClaims } from './view/show-claims.ts';
export type { ShownSession } from './view/show-session.ts';
export type { StandingClaim, StatusOutcome } from './view/status.ts';
export type { StatusAllOutcome } from './view/status-all.ts';
export type { ValidateOutcome } from './view/validate.ts';
export {
  list,
  listSync,
  showSession,
  showSessionSync,
  validate,
  validateAll,
  validateAllSync,
  validateSync,
} from './view/view.ts';
export { isAlone, isFree } from './view/watch/waited-for.ts';
export {
  type MissionWatchOptions,
  type WatchedMission,
  watchForStatus,
} from './view/watch/watch-mission.ts';
export { watchStatus } from './view/watch/watch-status.ts';
export { type ActingFrom, type Actor, type ActorDoubt, actingFroms } from './who/actor.ts';
export { hasPresencesSync } from './who/has-presences.ts';
export { plainActor } from './who/plain-actor.ts';
export type { HarnessMark, Surroundings } from './who/surroundings.ts';
export { identify, identifySync } from './who/who-acts.ts';
export type { CheckOptions, CheckOutcome } from './work/claim/check-claim.ts';
export {
  ask,
  askSync,
  check,
  checkSync,
  give,
  giveSync,
  take,
  takeSync,
} from './work/claim/claims.ts';
export type {
  HandOverOptions,
  HandOverOutcome,
  ReceiverElsewhere,
} from './work/claim/hand-over.ts';
export type { TakeOptions } from './work/claim/take-claim.ts';
export type { Work } from './work/set-work.ts';
export {
  setDrive,
  setDriveSync,
  setFocus,
  setFocusSync,
  setWork,
  setWorkSync,
} from './work/work.ts';
export type {
  FocusNotice,
  Holder,
  HolderElsewhere,
  OnCollision,
  WorkChange,
  WorkOptions,
  WorkOutcome,
} from './work/work-outcome.ts';
