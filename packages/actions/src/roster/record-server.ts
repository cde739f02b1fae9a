import { runSync } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { recordSelected } from './record-task.ts';

/**
 * Records that the calling process is a server of the selected participant, and what started it as the
 * participant's life: its first ancestor that is no shell. The end of the server proves nothing, and it
 * counts only while that life runs. It never stands in the way, as with `recordTask`.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - how long to wait for the lock, default 1000 milliseconds
 * @returns what kept it from being recorded; nothing for one who has not joined
 * @throws ERR_INVALID_ID; TypeError and RangeError for arguments that cannot be
 * @example
 * const warnings = await recordServer(home, { mission: 'demo', who: 'bot' });
 */
export function recordServer(
  home: Home,
  evidence: Evidence,
  options: Wait = {},
): Promise<readonly Issue[]> {
  return runWaiting(
    () => recordSelected(home, evidence, { asServer: true, wait: options }),
    options,
  );
}

/**
 * Records the calling process, as `recordServer` does, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - how long to wait for the lock, default 1000 milliseconds
 * @returns what kept it from being recorded; nothing for one who has not joined
 * @throws ERR_INVALID_ID; TypeError and RangeError for arguments that cannot be
 * @example
 * const warnings = recordServerSync(home, { mission: 'demo', who: 'bot' });
 */
export function recordServerSync(
  home: Home,
  evidence: Evidence,
  options: LockWait = {},
): readonly Issue[] {
  return runSync(recordSelected(home, evidence, { asServer: true, wait: options }));
}
