import { relative } from 'node:path';
import type { Touch } from '../entry/presence.ts';
import type { ProcessFacts } from '../verdict/process-facts.ts';
import { stateOfAnchor } from '../verdict/process-facts.ts';
import type { Collision, Present } from './collision.ts';

/** What a participant is about to do, for collisions that matter only then. */
export interface Intention {
  /** Whether it is about to move the HEAD of its worktree, which changes files under everybody there. */
  readonly movesHead?: boolean | undefined;
}

/** How long a file that somebody has changed may be that of a collision, in milliseconds. */
export const recentTouchMs: number = 30 * 60 * 1000;

/**
 * Finds what a participant has to know of the others. Who is gone does no harm, and neither do a
 * developer and a reviewer on one focus, or participants without one.
 *
 * @param me - the participant that is to know
 * @param others - the other participants
 * @param moment - the time in milliseconds, by this home's clock, and what is known of processes
 * @param intention - what it is about to do; default: nothing in particular
 * @returns the collisions, each once
 * @example
 * const collisions = collisionsOf(me, others, { nowMs: Date.now(), facts });
 */
export function collisionsOf(
  me: Present,
  others: readonly Present[],
  moment: { readonly nowMs: number; readonly facts: ProcessFacts },
  intention: Intention = {},
): readonly Collision[] {
  const alive = others.filter(({ verdict }) => verdict !== 'gone');
  return [
    ...alive.flatMap((other) => concurrentDriver(me, other)),
    ...alive.flatMap((other) => sharedCheckout(me, other, intention)),
    ...alive.flatMap((other) => sameFiles(me, other, moment.nowMs)),
    ...openTwice(me, moment.facts),
  ];
}

function concurrentDriver(me: Present, other: Present): readonly Collision[] {
  const { focus } = me;
  if (focus === undefined || focus !== other.focus || !me.drives || !other.drives) return [];
  return [{ kind: 'ConcurrentDriver', severity: 'high', with: other.participantId, about: focus }];
}

function sharedCheckout(
  me: Present,
  other: Present,
  { movesHead = false }: Intention,
): readonly Collision[] {
  const worktree = me.presence?.place?.worktree;
  if (worktree === undefined || worktree !== other.presence?.place?.worktree) return [];
  const severity = movesHead ? 'high' : 'medium';
  return [{ kind: 'SharedCheckout', severity, with: other.participantId, about: worktree }];
}

/** In two worktrees of one repository a file has two paths, and is merged later all the same. */
function sameFiles(me: Present, other: Present, nowMs: number): readonly Collision[] {
  const mine = recentFiles(me, nowMs);
  const theirs = recentFiles(other, nowMs);
  return [...mine]
    .filter(([key]) => theirs.has(key))
    .map(([, path]) => ({
      kind: 'SameFile',
      severity: 'high',
      with: other.participantId,
      about: path,
    }));
}

/** By the repository and the path in it; outside of a repository by the absolute path. */
function recentFiles({ presence }: Present, nowMs: number): ReadonlyMap<string, string> {
  const { place, touching = [] } = presence ?? {};
  const isRecent = ({ at }: Touch): boolean => nowMs - Date.parse(at) < recentTouchMs;
  return new Map(
    touching.filter(isRecent).map(({ path }) => {
      const inside = place?.worktree === undefined ? undefined : relative(place.worktree, path);
      const isInside = inside !== undefined && !/^\.\.(?:[/\\]|$)/.test(inside);
      return [isInside ? `${place?.repository}\0${inside}` : path, path];
    }),
  );
}

/** A session that was resumed in a second terminal. */
function openTwice(
  { presence, participantId }: Present,
  facts: ProcessFacts,
): readonly Collision[] {
  const { anchors = [] } = presence ?? {};
  const lives = anchors.filter(
    (anchor) => anchor.kind === 'life' && stateOfAnchor(anchor, facts) === 'alive',
  );
  if (lives.length < 2) return [];
  return [{ kind: 'OpenTwice', severity: 'high', with: participantId, about: '' }];
}
