import { hashOf } from '../names/hash-of.ts';
import type { FetchWish } from './fetch-wish.ts';
import type { FoundRef } from './fetched.ts';

/** Which objects a fetch asks for that cannot have all. */
export interface ChosenObjects {
  /** Those without which the call has no answer. */
  readonly needed: readonly string[];
  /** Those that are read besides. */
  readonly others: readonly string[];
}

/** How objects are chosen. */
export interface ObjectChoice {
  /** Decides about the order of refs: nobody else knows it. */
  readonly secret: string;
  /** Whether nothing is in the repository yet. */
  readonly isNew: boolean;
  /** How many may be read besides. */
  readonly room: number;
}

/** Chooses among what is not here yet; in a new repository nothing is. */
export function chooseObjects(
  found: readonly FoundRef[],
  { place, needed, known }: FetchWish,
  { secret, isNew, room }: ObjectChoice,
): ChosenObjects {
  const before = known?.refs ?? [];
  const here = new Set(isNew ? [] : oidsOf(before.filter(({ unread }) => unread !== 'later')));
  const dropped = new Set(oidsOf(before.filter(({ unread }) => unread === 'dropped')));
  const lacking = found.filter(({ ref, oid }) => {
    if (!ref.startsWith(`${place}/`)) return false;
    return needed.includes(ref) ? !here.has(oid) || dropped.has(oid) : !here.has(oid);
  });
  const ordered = inOrder(lacking, { needed, before, secret });
  const first = ordered.filter(({ ref }) => needed.includes(ref)).length;
  const oids = oidsOf(ordered);
  return {
    needed: oids.slice(0, first),
    others: oids.slice(first, first + room),
  };
}

function oidsOf(refs: readonly FoundRef[]): readonly string[] {
  return refs.map(({ oid }) => oid);
}

/**
 * Orders refs: those that are needed, then those that were known, as they were, then the others, in an order
 * that nobody else knows. So whoever fills a mission neither pushes out who was there before, nor decides
 * which of the others are seen.
 */
export function inOrder(
  found: readonly FoundRef[],
  {
    needed,
    before,
    secret,
  }: {
    readonly needed: readonly string[];
    readonly before: readonly FoundRef[];
    readonly secret: string;
  },
): readonly FoundRef[] {
  const places = new Map(before.map(({ ref }, at) => [ref, at]));
  const rankOf = (ref: string): string => {
    if (needed.includes(ref)) return '';
    const place = places.get(ref);
    return place === undefined
      ? `h${hashOf(`${secret}\0${ref}`, 16)}`
      : `${place}`.padStart(8, '0');
  };
  return found
    .map((each) => ({ each, rank: rankOf(each.ref) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ each }) => each);
}
