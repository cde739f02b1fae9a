import { runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { type StatusAllOutcome, statusAll as showing } from './status-all.ts';

/**
 * Shows every mission of the home, each as `status` does; what cannot be read hides nothing else.
 *
 * @param home - in which home
 * @param evidence - who acts; nothing has to be selected
 * @returns the missions in which anybody of this home has a session
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ
 * @example
 * const { missions } = await statusAll(home);
 */
export function statusAll(home: Home, evidence: Evidence = {}): Promise<StatusAllOutcome> {
  return runWaiting(() => showing(home, evidence));
}

/**
 * As `statusAll`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - who acts; nothing has to be selected
 * @returns the missions in which anybody of this home has a session
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ
 * @example
 * const { missions } = statusAllSync(home);
 */
export function statusAllSync(home: Home, evidence: Evidence = {}): StatusAllOutcome {
  return runSync(showing(home, evidence));
}
