import type { MissionSource } from '@missionctl/active-pointer';
import type { Grant, ParticipantIssuer } from '@missionctl/issuer';
import type { DriveIntent, Issue, SessionState } from '@missionctl/session-model';
import type { SessionFault } from '@missionctl/session-store';
import { expectTypeOf, test } from 'vitest';
import {
  type CaseVariantError,
  classifyError,
  completeJoin,
  completeJoinSync,
  completeLeave,
  completeLeaveSync,
  type DanglingMissionError,
  type ErrorCode,
  type Evidence,
  errorCodes,
  examine,
  examineSync,
  exitCodes,
  type Finding,
  type FindingOf,
  type FixResult,
  findingFixes,
  type Home,
  type IdentityConflictError,
  type JoinOutcome,
  type JoinPlan,
  type JoinRequest,
  join,
  joinSync,
  type LeaveOutcome,
  type ListOutcome,
  leave,
  leaveSync,
  list,
  listSync,
  type Mask,
  type MaskedError,
  type NoActiveMissionError,
  openHome,
  type Participant,
  type PinOutcome,
  type PreparedJoin,
  type PreparedLeave,
  type PresentParticipant,
  pin,
  pinSync,
  planJoin,
  planJoinSync,
  prepareJoin,
  prepareJoinSync,
  prepareLeave,
  prepareLeaveSync,
  previousMission,
  previousMissionSync,
  type RepairedFinding,
  type ResolvedSession,
  type RoleNeededError,
  repair,
  repairSync,
  resolve,
  resolveSync,
  type ShownSession,
  type StatusOutcome,
  type SwitchOutcome,
  setDrive,
  setDriveSync,
  setFocus,
  setFocusSync,
  setWork,
  setWorkSync,
  showSession,
  showSessionSync,
  status,
  statusSync,
  switchMission,
  switchMissionSync,
  type UnpinOutcome,
  unpin,
  unpinSync,
  type ValidateOutcome,
  validate,
  validateAll,
  validateAllSync,
  validateSync,
  type WorkOutcome,
  watchStatus,
} from '../src/index.ts';

declare const home: Home;
declare const evidence: Evidence;
declare const request: JoinRequest;
declare const issuer: ParticipantIssuer;
declare const finding: Finding;
declare const granted: { readonly prepared: PreparedJoin; readonly grant: Grant };
const none = undefined;

test('a home needs a path, and nothing else', () => {
  expectTypeOf(openHome({ path: '/home' })).toEqualTypeOf<Home>();
  openHome({ path: '/home', clock: none, random: none, issuer: none, zone: none, private: none });
  openHome({ path: new URL('file:///home') });
  // @ts-expect-error Which home has to be said.
  openHome({});
});

test('evidence says who acts, and what may select the mission', () => {
  const mission = { flag: none, environment: none, directory: none };
  resolveSync(home, { mission, who: { alias: null, from: 'myself' } });
  resolveSync(home, { mission });
  resolveSync(home, { mission: 'demo', who: 'bot' });
  resolveSync(home, { mission: none, who: none });
  // @ts-expect-error The owner of the home is null, so that nobody is forgotten.
  resolveSync(home, { mission, who: { alias: undefined, from: 'myself' } });
  // @ts-expect-error A pointer says which mission, never who.
  resolveSync(home, { mission, who: { alias: 'builder', from: 'pointer' } });
});

test('a resolved session has an address, and a source from the one list', () => {
  expectTypeOf(resolve(home, evidence)).resolves.toEqualTypeOf<ResolvedSession>();
  expectTypeOf(resolveSync(home, evidence).resolvedFrom).toEqualTypeOf<MissionSource>();
});

test('a join has its session, and whether it is the active mission', () => {
  expectTypeOf(join(home, evidence, request)).resolves.toEqualTypeOf<JoinOutcome>();
  expectTypeOf(joinSync(home, evidence, request).session).toEqualTypeOf<SessionState>();
  expectTypeOf<JoinOutcome['pointer']>().toEqualTypeOf<
    'active' | 'unchanged' | 'not-mine' | 'kept'
  >();
});

test('everything of a request to join may be undefined, and how long to wait as well', () => {
  joinSync(home, evidence, { principal: none, role: none, replace: none, keepToken: none });
  void join(home, evidence, {}, { issuer: none, signal: none, timeoutMs: none });
  // @ts-expect-error A role is a text.
  void join(home, evidence, { role: ['developer'] });
});

test('only the issuer of this machine answers at once', () => {
  void join(home, evidence, request, { issuer });
  // @ts-expect-error There may be a network between.
  joinSync(home, evidence, request, { issuer });
});

test('a join in steps is prepared, planned, and completed with a grant', () => {
  expectTypeOf(prepareJoin(home, evidence, request)).resolves.toEqualTypeOf<PreparedJoin>();
  expectTypeOf(prepareJoinSync(home, evidence, request)).toEqualTypeOf<PreparedJoin>();
  expectTypeOf(planJoin(home, evidence, request, issuer)).resolves.toEqualTypeOf<JoinPlan>();
  expectTypeOf(planJoinSync(home, evidence, request)).toEqualTypeOf<JoinPlan>();
  expectTypeOf(
    completeJoin(home, evidence, request, granted),
  ).resolves.toEqualTypeOf<JoinOutcome>();
  expectTypeOf(completeJoinSync(home, evidence, request, granted)).toEqualTypeOf<JoinOutcome>();
  const { prepared } = granted;
  // @ts-expect-error Nobody granted anything.
  void completeJoin(home, evidence, request, { prepared });
});

test('who leaves may have been damaged: then there is no participant, but a place where it went', () => {
  expectTypeOf(leave(home, evidence)).resolves.toEqualTypeOf<LeaveOutcome>();
  expectTypeOf(leaveSync(home, evidence).participantId).toEqualTypeOf<string | undefined>();
  expectTypeOf(prepareLeave(home, evidence)).resolves.toEqualTypeOf<PreparedLeave>();
  const prepared = prepareLeaveSync(home, evidence);
  expectTypeOf(completeLeave(home, prepared)).resolves.toEqualTypeOf<LeaveOutcome>();
  expectTypeOf(completeLeaveSync(home, prepared)).toEqualTypeOf<LeaveOutcome>();
});

test('a switch goes to a mission, or to none (null)', () => {
  const outcome = switchMission(home, evidence, { to: null, anyway: none, dryRun: none });
  expectTypeOf(outcome).resolves.toEqualTypeOf<SwitchOutcome>();
  expectTypeOf(switchMissionSync(home, evidence, { to: 'demo' }).active).toEqualTypeOf<
    string | null
  >();
  expectTypeOf(previousMission(home)).resolves.toEqualTypeOf<string>();
  expectTypeOf(previousMissionSync(home)).toEqualTypeOf<string>();
  // @ts-expect-error Where to has to be said.
  void switchMission(home, evidence, {});
});

test('a pin is of a directory, which is named', () => {
  expectTypeOf(pin(home, evidence, '/project')).resolves.toEqualTypeOf<PinOutcome>();
  expectTypeOf(pinSync(home, evidence, '/project').mask).toEqualTypeOf<Mask | undefined>();
  expectTypeOf(unpin('/project')).resolves.toEqualTypeOf<UnpinOutcome>();
  expectTypeOf(unpinSync('/project')).toEqualTypeOf<UnpinOutcome>();
  // @ts-expect-error The working directory is nothing that a library asks for.
  void pin(home, evidence);
});

test('what masks the pointer is narrowed by its source', () => {
  const { mask } = pinSync(home, evidence, '/project');
  if (mask?.by === 'pin') expectTypeOf(mask.names).toEqualTypeOf<string>();
  if (mask?.by === 'alias') expectTypeOf(mask.alias).toEqualTypeOf<string>();
});

test('work changes one field, and its outcome has the session before and after', () => {
  expectTypeOf(setFocus(home, evidence, 'wp:WP01')).resolves.toEqualTypeOf<WorkOutcome>();
  expectTypeOf(setFocusSync(home, evidence, 'none').former).toEqualTypeOf<SessionState>();
  expectTypeOf(setDrive(home, evidence, 'active')).resolves.toEqualTypeOf<WorkOutcome>();
  expectTypeOf(setWork(home, evidence, {})).resolves.toEqualTypeOf<WorkOutcome>();
  expectTypeOf(setWorkSync(home, evidence, { driveIntent: 'active' })).toEqualTypeOf<WorkOutcome>();
  // @ts-expect-error an intent is one of two words
  void setWork(home, evidence, { driveIntent: 'on' });
  expectTypeOf(setDriveSync).parameter(2).toEqualTypeOf<DriveIntent>();
  // @ts-expect-error There is no such drive intent.
  void setDrive(home, evidence, 'on');
});

test('a view shows what is there, the acting participant first', () => {
  expectTypeOf(status(home, evidence)).resolves.toEqualTypeOf<StatusOutcome>();
  expectTypeOf(statusSync(home, evidence).participants).items.toEqualTypeOf<PresentParticipant>();
  expectTypeOf(statusSync(home, evidence).session).toEqualTypeOf<SessionState | undefined>();
  expectTypeOf(list(home)).resolves.toEqualTypeOf<ListOutcome>();
  expectTypeOf(listSync(home).active).toEqualTypeOf<string | undefined>();
  expectTypeOf(showSession(home, evidence)).resolves.toEqualTypeOf<ShownSession>();
  expectTypeOf(showSessionSync(home, evidence).session).toEqualTypeOf<SessionState>();
});

test('validity is a status, and its issues stand with each participant', () => {
  expectTypeOf(validate(home, evidence)).resolves.toEqualTypeOf<ValidateOutcome>();
  expectTypeOf(validateSync(home, evidence).status).toEqualTypeOf<'valid' | 'invalid'>();
  expectTypeOf(validateAll(home)).resolves.toEqualTypeOf<ValidateOutcome>();
  expectTypeOf(validateAllSync(home).sessions).items.toEqualTypeOf<Participant>();
  void list(home, { missionId: 'demo', alias: null, role: none });
  expectTypeOf<Participant['issues']>().toEqualTypeOf<readonly Issue[]>();
});

test('a watch yields one status after the other', () => {
  expectTypeOf(watchStatus(home, evidence, { signal: none })).toExtend<
    AsyncIterableIterator<StatusOutcome, void, undefined>
  >();
});

test('doctor finds, or finds and repairs', () => {
  expectTypeOf(examine(home)).resolves.toEqualTypeOf<readonly Finding[]>();
  expectTypeOf(
    examineSync(home, { directory: none, fileSystem: none }),
  ).items.toEqualTypeOf<Finding>();
  expectTypeOf(repair(home)).resolves.toEqualTypeOf<readonly RepairedFinding[]>();
  const [repaired] = repairSync(home);
  if (repaired?.state === 'fixed') expectTypeOf(repaired.result).toEqualTypeOf<FixResult>();
  if (repaired?.state === 'failed') expectTypeOf(repaired.error).toEqualTypeOf<unknown>();
});

test('the code of a finding decides on its facts', () => {
  if (finding.code === 'SESSION_DAMAGED') {
    expectTypeOf(finding).toEqualTypeOf<FindingOf<'SESSION_DAMAGED'>>();
    expectTypeOf(finding.facts.fault).toEqualTypeOf<SessionFault>();
  }
  // @ts-expect-error Other findings are not of a fault.
  void finding.facts.fault;
  // @ts-expect-error Nothing like that is found.
  void findingFixes.TOO_OLD;
});

test('every error has a class, whose exit code is from the table', () => {
  expectTypeOf(classifyError).parameter(0).toEqualTypeOf<unknown>();
  expectTypeOf(classifyError(new Error()).code).toEqualTypeOf<ErrorCode>();
  expectTypeOf(errorCodes.ERR_NOT_JOINED).toEqualTypeOf<'NOT_JOINED'>();
  expectTypeOf(exitCodes.NOT_JOINED).toEqualTypeOf<3>();
  // @ts-expect-error It is a code of another thing.
  void exitCodes.ERR_NOT_JOINED;
});

test('errors are distinguished by their literal code', () => {
  expectTypeOf<NoActiveMissionError['code']>().toEqualTypeOf<'ERR_NO_ACTIVE_MISSION'>();
  expectTypeOf<DanglingMissionError['code']>().toEqualTypeOf<'ERR_POINTER_DANGLING'>();
  expectTypeOf<RoleNeededError['code']>().toEqualTypeOf<'ERR_ROLE_NEEDED'>();
  expectTypeOf<IdentityConflictError['code']>().toEqualTypeOf<'ERR_IDENTITY_CONFLICT'>();
  expectTypeOf<CaseVariantError['code']>().toEqualTypeOf<'ERR_INVALID_ID'>();
  expectTypeOf<MaskedError['code']>().toEqualTypeOf<'ERR_MASKED'>();
});
