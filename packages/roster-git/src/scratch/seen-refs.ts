import type { FoundRef } from '../fetch/fetched.ts';
import type { ObjectContent } from '../fetch/read-objects.ts';
import { carriedBy } from '../record/commit-text.ts';

/** A ref of a mission. */
export interface SeenRef extends FoundRef {
  /** The content of that commit, a character for each byte; undefined where it is not read. */
  readonly content?: string | undefined;
  /** Why it is not. */
  readonly reason?: string | undefined;
  /**
   * What it holds is not known. `'later'`: nobody has looked yet. `'dropped'`: it did not fit, and is looked
   * at where it is needed.
   */
  readonly unread?: 'later' | 'dropped' | undefined;
}

/** What the message of the commit carries that a ref leads to, or why it carries nothing. */
export function carriedAt({ content, reason }: SeenRef): ReturnType<typeof carriedBy> {
  return content === undefined
    ? { ok: false, reason: reason ?? more }
    : carriedBy(Buffer.from(content, 'latin1'));
}

/** What is known of objects, by their ids. */
export function contentsOf(known: readonly SeenRef[]): ReadonlyMap<string, ObjectContent> {
  return new Map(
    known.flatMap(({ oid, content, reason, unread }): (readonly [string, ObjectContent])[] => {
      if (unread !== undefined) return [];
      if (content !== undefined) return [[oid, { content }]];
      return reason === undefined ? [] : [[oid, { reason }]];
    }),
  );
}

/** Joins refs with the contents that were read. One that moved on and was not read stays as it was known. */
export function seenRefs(
  found: readonly FoundRef[],
  known: readonly SeenRef[],
  contents: ReadonlyMap<string, ObjectContent>,
): readonly SeenRef[] {
  const before = new Map(known.map((each) => [each.ref, each]));
  return found.map(({ ref, oid }) => {
    const content = contents.get(oid);
    if (content !== undefined) return { ref, oid, ...content };
    const old = before.get(ref);
    const isOld = old !== undefined && (old.content !== undefined || old.oid === oid);
    return isOld ? old : { ref, oid, unread: 'later' };
  });
}

/** How much is kept of one mission, in bytes: somebody may have filled it. */
const mostKeptBytes = 16 * 1024 * 1024;

/** What a home says of its participants is hardly ever larger, in bytes. */
const usualBytes = 16 * 1024;

/**
 * Keeps as much as is kept: where that is not all, large contents are dropped first, and of those the ones
 * that came last, so that a few large ones do not keep out many small ones.
 */
export function kept(refs: readonly SeenRef[], needed: readonly string[]): readonly SeenRef[] {
  let bytes = refs.reduce((sum, { content = '' }) => sum + content.length, 0);
  const dropped = new Set<string>();
  for (const least of [usualBytes, 0])
    for (const { ref, content = '' } of refs.toReversed()) {
      if (bytes <= mostKeptBytes) break;
      if (content.length <= least || dropped.has(ref) || needed.includes(ref)) continue;
      bytes -= content.length;
      dropped.add(ref);
    }
  return refs.map((each) => {
    const { ref, oid } = each;
    return dropped.has(ref) ? { ref, oid, unread: 'dropped' } : each;
  });
}

const more = 'there is more in this mission than is read';
