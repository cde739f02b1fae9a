export { askForClaim, giveClaim, releaseClaim } from './claim/change-claim.ts';
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
export { collisionsOf, type Intention } from './collision/collisions-of.ts';
export {
  type HomeRoster,
  type HomeRosterOptions,
  homeRoster,
  type MachineRecord,
} from './directory/home-roster.ts';
export type { RosterFault, RosterView } from './directory/read-roster.ts';
export { placeOf } from './entry/place-of.ts';
export type { Place, Presence, Touch } from './entry/presence.ts';
export { type Anchor, processKey } from './verdict/anchor.ts';
export { linuxFacts } from './verdict/linux-facts.ts';
export { type ProcessFact, type ProcessFacts, stateOfAnchor } from './verdict/process-facts.ts';
export { type Life, type Verdict, type VerdictFacts, verdictOf } from './verdict/verdict-of.ts';
