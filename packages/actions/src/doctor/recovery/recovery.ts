import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../../home.ts';
import { findMovedAside, type MovedAside } from './moved-aside.ts';
import { findWayBack, type WayBack } from './way-back.ts';

/** What is left of former damage, and how work goes on. */
export interface Recovery {
  /** The damaged files that are kept beside what they were, the latest first. */
  readonly movedAside: readonly MovedAside[];
  /** How the owner gets to a mission again; undefined where nothing is in the way, or nothing is known. */
  readonly wayBack: WayBack | undefined;
}

/**
 * Finds what was moved aside in a home, and how its owner gets back to work. Nothing of it is a problem,
 * and nothing is changed.
 *
 * @param home - which home
 * @returns the kept files, and the way back
 * @throws ERR_FILE_READ when descriptors or memory ran out
 * @example
 * const { movedAside, wayBack } = await recovery(home);
 */
export function recovery(home: Home): Promise<Recovery> {
  return runWaiting(() => findRecovery(home));
}

/**
 * As `recovery`, and blocks the thread meanwhile.
 *
 * @param home - which home
 * @returns the kept files, and the way back
 * @throws ERR_FILE_READ when descriptors or memory ran out
 * @example
 * const { movedAside, wayBack } = recoverySync(home);
 */
export function recoverySync(home: Home): Recovery {
  return runSync(findRecovery(home));
}

function* findRecovery(home: Home): Operation<Recovery> {
  requireHome(home);
  const movedAside = yield* findMovedAside(home);
  return { movedAside, wayBack: yield* findWayBack(home, movedAside) };
}
