export { askForClaim, giveClaim, releaseClaim } from './claim/change-claim.ts';
export type { Claim, Former, Wish } from './claim/claim.ts';
export { type ClaimNotice, noticesOf } from './claim/claim-notices.ts';
export {
  type ClaimDecision,
  type ClaimRequest,
  decideClaim,
  takeClaim,
} from './claim/decide-claim.ts';
export { type Driver, type Drivers, effectiveHolder } from './claim/driver.ts';
export type { Collision, Present } from './collision/collision.ts';
export { collisionsOf, type Intention } from './collision/collisions-of.ts';
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
export type { DamagedRecord, EngineListing, VersionedEntry } from './engine/engine-listing.ts';
export type { EngineWait } from './engine/engine-wait.ts';
export type { EngineWatchOptions, RosterEngine } from './engine/roster-engine.ts';
export type { RosterEvent } from './engine/roster-event.ts';
export { placeOf } from './entry/place-of.ts';
export type { Place, Presence, Touch } from './entry/presence.ts';
export {
  RosterClosedError,
  RosterCorruptError,
  RosterDeniedError,
  RosterIndeterminateError,
  RosterTooLargeError,
  RosterUnavailableError,
} from './errors.ts';
export { type Anchor, processKey } from './verdict/anchor.ts';
export { linuxFacts } from './verdict/linux-facts.ts';
export { type ProcessFact, type ProcessFacts, stateOfAnchor } from './verdict/process-facts.ts';
export { type Life, type Verdict, type VerdictFacts, verdictOf } from './verdict/verdict-of.ts';
