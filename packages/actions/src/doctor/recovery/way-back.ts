import { readPointer } from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { listSessions } from '@missionctl/session-store/operations';
import type { Home } from '../../home.ts';
import type { MovedAside } from './moved-aside.ts';

/** How the owner of a home gets to a mission again. */
export interface WayBack {
  /** The mission to join; undefined where none was lost. */
  readonly join: string | undefined;
  /** A joined mission to switch to; undefined where there is none. */
  readonly switchTo: string | undefined;
}

/** What keeps it from being known is a finding of its own. */
const refusals: ReadonlySet<string | undefined> = new Set([
  'ERR_POINTER_DAMAGED',
  'ERR_UNSAFE_FILE',
  'ERR_UNUSABLE_DIRECTORY',
]);

/**
 * Finds the way back to work; undefined where the pointer leads to a session of the owner, where the
 * owner has lost none and has none, and where that cannot be known.
 */
export function* findWayBack(
  home: Home,
  movedAside: readonly MovedAside[],
): Operation<WayBack | undefined> {
  try {
    const { active, previous } = yield* readPointer(home.pointer);
    const sessions = yield* listSessions(home.readOnlyStore);
    const mine = sessions
      .filter(({ address, loaded }) => address.alias === undefined && loaded.status === 'joined')
      .map(({ address }) => address.missionId);
    if (active !== undefined && mine.includes(active)) return undefined;
    const lost = movedAside.flatMap(({ what, address }) =>
      what !== 'session' || address?.alias !== undefined ? [] : (address?.missionId ?? []),
    );
    const join = active ?? lost.find((missionId) => !mine.includes(missionId));
    const switchTo = previous !== undefined && mine.includes(previous) ? previous : mine[0];
    return join === undefined && switchTo === undefined ? undefined : { join, switchTo };
  } catch (error) {
    if (refusals.has(errnoOf(error))) return undefined;
    throw error;
  }
}
