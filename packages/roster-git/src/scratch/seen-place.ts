import type { Moment } from '../process/clock.ts';
import { isObject } from '../record/is-object.ts';
import type { PushAnswers } from './push-report.ts';
import type { MadeCommit, RefUpdate } from './push-updates.ts';
import type { SeenRef } from './seen-refs.ts';

/** What is known of a place. */
export interface SeenPlace {
  /** When the fetch began that it is from. */
  readonly began: Moment;
  /** What the remote held then, changed by what was pushed since. */
  readonly refs: readonly SeenRef[];
  /**
   * What this home wrote last; undefined for nothing. A mirror push of somebody may delete it at the
   * remote, and then it is written again.
   */
  readonly own?: SeenRef | undefined;
  /** How many objects that nobody needs the next fetch may ask for, where it has to choose. */
  readonly room?: number | undefined;
}

/** Reads what `JSON.stringify` made of it; undefined where it is damaged, or not there. */
export function seenPlaceIn(text: string | undefined): SeenPlace | undefined {
  try {
    const json: unknown = JSON.parse(text ?? 'null');
    // This tool wrote it, in a directory of this user.
    return isObject(json) && Array.isArray(json['refs']) && isObject(json['began'])
      ? (json as unknown as SeenPlace)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What is known after a push. */
export function afterPush(
  seen: SeenPlace,
  updates: readonly RefUpdate[],
  pushed: {
    readonly answers: PushAnswers;
    readonly commits: ReadonlyMap<string, MadeCommit>;
  },
): SeenPlace {
  const done = updates.filter(({ ref }) => pushed.answers.get(ref) === 'done');
  const changed = new Set(done.map(({ ref }) => ref));
  const written = done.flatMap(({ ref, isOwn }) => {
    const made = pushed.commits.get(ref);
    return made === undefined ? [] : [{ isOwn, seen: { ref, ...made } }];
  });
  const refs = [
    ...seen.refs.filter(({ ref }) => !changed.has(ref)),
    ...written.map((each) => each.seen),
  ];
  const isOwnChanged = done.some(({ isOwn }) => isOwn);
  const own = isOwnChanged ? written.find(({ isOwn }) => isOwn)?.seen : seen.own;
  return { ...seen, refs, own };
}
