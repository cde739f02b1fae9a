import type { Claim } from '../../claim/claim.ts';
import type {
  EngineClaimOutcome,
  EngineClaimRequest,
  VersionedClaim,
} from '../../engine/engine-claim.ts';
import type { VersionedEntry } from '../../engine/engine-listing.ts';
import type { RosterEngine } from '../../engine/roster-engine.ts';
import { RuleBrokenError } from './rule-broken-error.ts';
import { sampleTime } from './sample-entry.ts';

/** The mission and the focus of rules that need one. */
export const mission = 'demo';
export const focus = 'wp:WP01';

/** Who claims, and from which version on. */
export type Asked = Pick<EngineClaimRequest, 'holder' | 'expecting'> & Partial<EngineClaimRequest>;

/** Claims the one focus. */
export function claim(engine: RosterEngine, asked: Asked): Promise<EngineClaimOutcome> {
  return engine.claim(mission, focus, { now: sampleTime, ...asked });
}

/** Claims the one focus, and breaks the rule unless that is granted. */
export async function granted(engine: RosterEngine, asked: Asked): Promise<VersionedClaim> {
  const outcome = await claim(engine, asked);
  if (outcome.status === 'granted') return { claim: outcome.claim, version: outcome.version };
  throw new RuleBrokenError(`a claim with the current version is held by ${holderOf(outcome)}`);
}

/** Releases the one focus, and breaks the rule unless the version counts. */
export async function released(engine: RosterEngine, expecting: string): Promise<VersionedClaim> {
  const outcome = await engine.release(mission, focus, { expecting });
  if (outcome.status === 'released') return { claim: outcome.claim, version: outcome.version };
  throw new RuleBrokenError('a release with the current version changes nothing');
}

/** Whom an outcome names; `nobody` for a free record, `no record` where there is none. */
export function holderOf(outcome: EngineClaimOutcome): string {
  if (outcome.status === 'granted') return outcome.claim.holder ?? 'nobody';
  return outcome.current === undefined ? 'no record' : (outcome.current.claim.holder ?? 'nobody');
}

/** The record of the one focus. */
export async function recordOf(engine: RosterEngine): Promise<VersionedClaim | undefined> {
  const { claims } = await engine.list(mission);
  return claims.find((each) => each.claim.focus === focus);
}

/** What of a record every engine must keep: the members that are not free text. */
export function core(claimed: Claim | undefined): Partial<Claim> | undefined {
  if (claimed === undefined) return undefined;
  return { focus: claimed.focus, holder: claimed.holder, term: claimed.term };
}

/** The entry of one participant; breaks the rule where it is listed twice. */
export async function entryOf(
  engine: RosterEngine,
  participantId: string,
  missionId: string = mission,
): Promise<VersionedEntry | undefined> {
  const { entries } = await engine.list(missionId);
  const found = entries.filter(({ entry }) => entry.participantId === participantId);
  if (found.length > 1) throw new RuleBrokenError(`a participant is listed ${found.length} times`);
  return found[0];
}

/** The participant ids of a mission, sorted. */
export async function participantsOf(
  engine: RosterEngine,
  missionId: string = mission,
): Promise<readonly string[]> {
  const { entries } = await engine.list(missionId);
  return entries.map(({ entry }) => entry.participantId).toSorted();
}

/** The numbers from 0 on. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
