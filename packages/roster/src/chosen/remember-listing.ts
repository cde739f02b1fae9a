import { parseFocus, parseParticipantId } from '@missionctl/session-model';
import type { Claim, Wish } from '../claim/claim.ts';
import type { VersionedClaim } from '../engine/engine-claim.ts';
import type { EngineListing, VersionedEntry } from '../engine/engine-listing.ts';
import type { RosterEvent } from '../engine/roster-event.ts';
import type { EngineState, SeenClaim, SeenEntry } from './engine-state.ts';
import { isNamedEntry } from './is-named-entry.ts';
import { seenAfter } from './seen-claim.ts';

/** How much of what others wrote a home remembers: a hostile one must not fill its file. */
const most = { claims: 1000, entries: 2000, wishes: 5, text: 200 } as const;

/**
 * Remembers what an engine listed: the claims with their highest terms, of which holders their home says
 * that they are gone, and which entries have another version than at the last look.
 *
 * @param state - what was known
 * @param listing - what is there now
 * @param now - the time, as a timestamp of this home's clock
 * @returns what is known now; what is no record of a roster is left out
 * @example
 * const state = rememberListing(before, await engine.list('demo'), now);
 */
export function rememberListing(
  state: EngineState,
  listing: EngineListing,
  now: string,
): EngineState {
  const there = new Map(listing.claims.filter(isClaim).map((each) => [each.claim.focus, each]));
  const before = new Map(state.claims.map((each) => [each.claim.focus, each]));
  const entries = new Map(
    listing.entries
      .filter(({ entry }) => isNamedEntry(entry))
      .map((each) => [each.entry.participantId, each]),
  );
  const focuses = [...new Set([...before.keys(), ...there.keys()])];
  const claims = focuses.flatMap((focus) => {
    const seen = seenAfter(before.get(focus), bounded(there.get(focus)));
    return seen === undefined ? [] : [withWord(seen, entries, there.has(focus))];
  });
  return {
    ...state,
    claims: keptClaims(claims),
    entries: changedEntries(state.entries, [...entries.values()], now),
  };
}

/**
 * Remembers what one claim is at the engine.
 *
 * @param state - what was known
 * @param focus - which claim
 * @param current - what is there; undefined for nothing
 * @returns what is known now
 * @example
 * const state = rememberClaim(before, 'wp:WP01', outcome.current);
 */
export function rememberClaim(
  state: EngineState,
  focus: string,
  current: VersionedClaim | undefined,
): EngineState {
  const before = state.claims.find(({ claim }) => claim.focus === focus);
  const seen = seenAfter(before, current === undefined ? undefined : bounded(current));
  const others = state.claims.filter((each) => each !== before);
  return { ...state, claims: seen === undefined ? others : keptClaims([...others, seen]) };
}

/**
 * Remembers what a watch of an engine reports.
 *
 * @param state - what was known
 * @param event - what is different there
 * @param now - the time, as a timestamp of this home's clock
 * @returns what is known now; the very object where that is the same
 * @example
 * for await (const event of engine.watch('demo')) state = rememberEvent(state, event, now);
 */
export function rememberEvent(state: EngineState, event: RosterEvent, now: string): EngineState {
  if (event.kind === 'claimed' || event.kind === 'released') {
    return isClaim(event) ? rememberClaim(state, event.claim.focus, event) : state;
  }
  if (event.kind === 'removed') return without(state, event.participantId);
  if (event.kind !== 'put' || !isNamedEntry(event.entry)) return state;
  const { participantId } = event.entry;
  const others = state.entries.filter((each) => each.participantId !== participantId);
  const before = state.entries.filter((each) => each.participantId === participantId);
  const entries = [...others.slice(0, most.entries - 1), ...changedEntries(before, [event], now)];
  const said = new Map([[participantId, event]]);
  return { ...state, entries, claims: state.claims.map((each) => withWord(each, said)) };
}

/** What its home has said of the claims that it holds stays said. */
function without(state: EngineState, participantId: string): EngineState {
  const entries = state.entries.filter((each) => each.participantId !== participantId);
  return entries.length === state.entries.length ? state : { ...state, entries };
}

function isClaim({ claim }: VersionedClaim): boolean {
  const { holder, reservedFor } = claim;
  const focus = parseFocus(claim.focus);
  if (!focus.ok || focus.value === null) return false;
  return isNobodyOrOne(holder) && isNobodyOrOne(reservedFor);
}

function isNobodyOrOne(participantId: string | undefined): boolean {
  return participantId === undefined || parseParticipantId(participantId).ok;
}

function bounded(current: VersionedClaim): VersionedClaim;
function bounded(current: VersionedClaim | undefined): VersionedClaim | undefined;
function bounded(current: VersionedClaim | undefined): VersionedClaim | undefined {
  if (current === undefined) return undefined;
  const { reason, note, wantedBy, former } = current.claim;
  const claim: Claim = {
    ...current.claim,
    former: former !== undefined && parseParticipantId(former.holder).ok ? former : undefined,
    reason: short(reason),
    note: short(note),
    wantedBy: wantedBy
      .filter(({ by }) => parseParticipantId(by).ok)
      .slice(0, most.wishes)
      .map((wish): Wish => ({ ...wish, note: short(wish.note) })),
  };
  return { claim, version: current.version };
}

function short(text: string | undefined): string | undefined {
  return text === undefined
    ? undefined
    : [...text.slice(0, most.text * 2)].slice(0, most.text).join('');
}

/**
 * What the homes say of its holder, and of those who ask for it: without an entry, what was said last. Who is
 * gone, or works on something else, asks no more; nor does who has no entry in a whole listing that has the record.
 */
function withWord(
  before: SeenClaim,
  entries: ReadonlyMap<string, VersionedEntry>,
  isWhole = false,
): SeenClaim {
  const { holder, focus } = before.claim;
  const wantedBy = before.claim.wantedBy.filter(({ by }) => {
    const asker = entries.get(by)?.entry;
    if (asker === undefined) return !isWhole;
    return asker.verdict !== 'gone' && asker.focus === focus;
  });
  const seen = { ...before, claim: { ...before.claim, wantedBy } };
  const found = holder === undefined ? undefined : entries.get(holder);
  if (found === undefined) return seen;
  return { ...seen, gone: found.entry.verdict === 'gone', alias: found.entry.alias };
}

/** Those that somebody holds first: of a free one only the term is of use. */
function keptClaims(claims: readonly SeenClaim[]): readonly SeenClaim[] {
  if (claims.length <= most.claims) return claims;
  const isHeld = ({ claim }: SeenClaim): number => (claim.holder === undefined ? 1 : 0);
  return claims.toSorted((one, other) => isHeld(one) - isHeld(other)).slice(0, most.claims);
}

function changedEntries(
  before: readonly SeenEntry[],
  entries: readonly VersionedEntry[],
  now: string,
): readonly SeenEntry[] {
  const known = new Map(before.map((each) => [each.participantId, each]));
  return entries.slice(0, most.entries).map(({ entry, version }) => {
    const { participantId } = entry;
    const last = known.get(participantId);
    const isSame = last?.version === version;
    if (isSame && last.role !== undefined) return last;
    return {
      participantId,
      version,
      changedAt: isSame || last === undefined ? last?.changedAt : now,
      alias: short(entry.alias),
      role: short(entry.role),
      gone: entry.verdict === 'gone' ? true : undefined,
    };
  });
}
