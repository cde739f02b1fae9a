import { errnoOf } from '@missionctl/atomic-fs';
import { type Operation, outOfRange, runSync, wrongType } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { LockWait, Wait } from '@missionctl/session-store';
import { loadSession, runWaiting } from '@missionctl/session-store/operations';
import { type Evidence, fullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { notRecorded, type Recording, recordPresence } from './record-presence.ts';

/** How long others may be at the same file before this is left out. */
const patienceMs = 1000;

/** Which process works for the participant, and how long to wait. */
export interface TaskOptions extends Wait {
  /**
   * The number of a process that the calling one has started to do its work: it takes its place, and may
   * live on without it. Default: the calling process.
   */
  readonly program?: number | undefined;
}

/**
 * Records that the calling process works for the selected participant as long as it runs, so that
 * others see it alive meanwhile; the end of the process proves nothing. It never stands in the way:
 * where it cannot be recorded, that is a warning, and one who has not joined has nothing recorded.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - which process that is, default the calling one; and how long to wait for the lock,
 *   default 1000 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_INVALID_ID; TypeError and RangeError for arguments that cannot be
 * @example
 * const warnings = await recordTask(home, { mission: 'demo', who: 'bot' });
 */
export function recordTask(
  home: Home,
  evidence: Evidence,
  options: TaskOptions = {},
): Promise<readonly Issue[]> {
  return runWaiting(() => recording(home, evidence, options), options);
}

/**
 * Records the calling process, as `recordTask` does, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - which process that is, default the calling one; and how long to wait for the lock,
 *   default 1000 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_INVALID_ID; TypeError and RangeError for arguments that cannot be
 * @example
 * const warnings = recordTaskSync(home, { mission: 'demo', who: 'bot' });
 */
export function recordTaskSync(
  home: Home,
  evidence: Evidence,
  options: LockWait & Pick<TaskOptions, 'program'> = {},
): readonly Issue[] {
  return runSync(recording(home, evidence, options));
}

function* recording(
  home: Home,
  evidence: Evidence,
  options: LockWait & Pick<TaskOptions, 'program'>,
): Operation<readonly Issue[]> {
  requireCall(home, evidence, options);
  const { timeoutMs, program } = options;
  requireProgram(program);
  return yield* recordSelected(home, evidence, { asTask: true, program, wait: { timeoutMs } });
}

/** Records the calling process for the selected participant; where there is none, nothing is recorded. */
export function* recordSelected(
  home: Home,
  evidence: Evidence,
  how: Pick<Recording, 'asTask' | 'asServer' | 'program' | 'wait'>,
): Operation<readonly Issue[]> {
  requireCall(home, evidence, how.wait);
  const { timeoutMs = patienceMs } = how.wait;
  const { workingDirectory: directory } = fullEvidence(evidence);
  try {
    const { address } = yield* resolveSession(home, evidence);
    const found = yield* loadSession(home.store, address);
    if (found.status !== 'joined') return [];
    const { session } = found;
    const recording = { ...how, address, session, directory, wait: { timeoutMs } };
    return (yield* recordPresence(home, recording)).warnings;
  } catch (error) {
    if (unrecorded.has(errnoOf(error))) return [];
    if (errnoOf(error) === 'ERR_INVALID_ID') throw error;
    return [notRecorded(error)];
  }
}

/** Nobody of the mission runs it. */
const unrecorded: ReadonlySet<unknown> = new Set(['ERR_NOT_JOINED', 'ERR_WHO_UNKNOWN']);

function requireProgram(program: unknown): void {
  if (program === undefined) return;
  if (typeof program !== 'number') throw wrongType('program', 'the number of a process', program);
  if (Number.isSafeInteger(program) && program > 0) return;
  throw outOfRange('program', 'a whole number from 1 on', program);
}
