export type { ConfirmedEngines, EngineChoice } from './chosen/engine-choice.ts';
export {
  type EngineState,
  nothingSeen,
  type OwnEntry,
  type SeenClaim,
  type SeenEntry,
} from './chosen/engine-state.ts';
export { isNamedEntry } from './chosen/is-named-entry.ts';
export { rememberClaim, rememberEvent, rememberListing } from './chosen/remember-listing.ts';
export { type StandingClaim, seenAfter, standingClaim } from './chosen/seen-claim.ts';
export { renewalMs, verdictElsewhere } from './chosen/verdict-elsewhere.ts';
export { askForClaim, giveClaim, releaseClaim, releaseNobody } from './claim/change-claim.ts';
export type { Claim, Former, Wish } from './claim/claim.ts';
export { claimKey } from './claim/claim-key.ts';
export { type ClaimNotice, noticesOf } from './claim/claim-notices.ts';
export {
  type ClaimDecision,
  type ClaimRequest,
  decideClaim,
  takeClaim,
} from './claim/decide-claim.ts';
export { type Driver, type Drivers, effectiveHolder } from './claim/driver.ts';
export type { Collision, Present } from './collision/collision.ts';
export { collisionsOf, type Intention, recentTouchMs } from './collision/collisions-of.ts';
export {
  type HomeRoster,
  type HomeRosterOptions,
  homeRoster,
  type MachineRecord,
} from './directory/home-roster.ts';
export type { RosterSelection, RosterView } from './directory/read-roster.ts';
export type { RosterFault } from './directory/roster-fault.ts';
export {
  changePresence,
  changePresenceSync,
  readRoster,
  readRosterSync,
  removePresence,
  removePresenceSync,
} from './directory/roster-functions.ts';
export { watchRoster } from './directory/watch-roster.ts';
export { changesBetween, type RosterChange } from './engine/changes-between.ts';
export type { EngineCapabilities, PollingWatch } from './engine/engine-capabilities.ts';
export {
  type EngineClaimOutcome,
  type EngineClaimRequest,
  type EngineReleaseOutcome,
  type EngineReleaseRequest,
  grantedClaim,
  type VersionedClaim,
} from './engine/engine-claim.ts';
export type { EngineEntry, EnginePlace, EngineTouch, HeldClaim } from './engine/engine-entry.ts';
export {
  engineEntryOf,
  type HomeParticipant,
  type Projection,
  touchesOutside,
} from './engine/engine-entry-of.ts';
export type { DamagedRecord, EngineListing, VersionedEntry } from './engine/engine-listing.ts';
export {
  claimRecord,
  type EngineRecord,
  entryRecord,
  type ReadRecord,
} from './engine/engine-record.ts';
export type { EngineWait } from './engine/engine-wait.ts';
export { type PollingOptions, pollingWatch } from './engine/polling-watch.ts';
export { publicRemote } from './engine/public-remote.ts';
export type { EngineWatchOptions, RosterEngine } from './engine/roster-engine.ts';
export type { RosterEvent } from './engine/roster-event.ts';
export { aliasOfHarness } from './entry/harness-alias.ts';
export { placeOf } from './entry/place-of.ts';
export type { Place, Presence, Touch } from './entry/presence.ts';
export { remoteOf } from './entry/remote-of.ts';
export {
  RosterClosedError,
  RosterCorruptError,
  RosterDeniedError,
  RosterIndeterminateError,
  RosterTooLargeError,
  RosterUnavailableError,
} from './errors.ts';
export { nodeProcesses } from './process/node-processes.ts';
export type { ProcessReader, SeenProcess } from './process/process-reader.ts';
export type { Shown, ShownParticipant } from './shown/shown.ts';
export { type Anchor, processKey } from './verdict/anchor.ts';
export {
  type Anchored,
  anchorsNow,
  type Caller,
  type NewAnchor,
  withAnchor,
} from './verdict/anchors-now.ts';
export { harnessAmong } from './verdict/harness-among.ts';
export { machineOf } from './verdict/machine-of.ts';
export {
  type ProcessFact,
  type ProcessFacts,
  type SystemFacts,
  stateOfAnchor,
} from './verdict/process-facts.ts';
export { sharedProcesses, verdictFacts } from './verdict/verdict-facts.ts';
export { type Life, type Verdict, type VerdictFacts, verdictOf } from './verdict/verdict-of.ts';
