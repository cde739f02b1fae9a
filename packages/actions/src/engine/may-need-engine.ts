import { errnoOf } from '@missionctl/atomic-fs';
import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { confirmedEnginesPath } from '@missionctl/session-model';
import type { Evidence } from '../evidence.ts';
import { type Home, requireHome } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { resolveForLook } from '../resolve/resolve-session.ts';
import { isThere, mayBeShared } from './may-be-shared.ts';

/**
 * Says whether the selected mission may be shared with other homes, by the name of a file alone: for a program
 * that calls the synchronous functions, which ask no engine, unless this is true. What reads the file, and what
 * asks an engine, need not be loaded for it.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns false also where no mission is selected, and for a home that opens no engine
 * @example
 * const outcome = mayNeedEngineSync(home, evidence)
 *   ? await setFocus(home, evidence, 'wp:WP01')
 *   : setFocusSync(home, evidence, 'wp:WP01');
 */
export function mayNeedEngineSync(home: Home, evidence: Evidence): boolean {
  requireCall(home, evidence);
  return home.engine !== undefined && runSync(mayNeedEngine(home, evidence));
}

/**
 * Says whether a person has ever confirmed an engine in this home, by the name of a file alone: for a program that
 * loads `withEngine` only where missions may be shared.
 *
 * @param home - in which home
 * @returns true also where that cannot be looked at
 * @throws TypeError for a home that is none
 * @example
 * const opened = mayHaveEnginesSync(home) ? withEngine(home, await openers()) : home;
 */
export function mayHaveEnginesSync(home: Home): boolean {
  requireHome(home);
  return runSync(isThere(confirmedEnginesPath(home.path)));
}

function* mayNeedEngine(home: Home, evidence: Evidence): Operation<boolean> {
  try {
    const { missionId } = yield* resolveForLook(home, evidence);
    return yield* mayBeShared(home, missionId);
  } catch (error) {
    // Whatever is asked of the mission says so too.
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}
