import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  hooksDirectory,
  lockPathOf,
  ownDirectory,
  presencePath,
  quarantineName,
  shownDirectory,
  shownPath,
  type Timestamp,
} from '@missionctl/session-model';
import type { LockWait, StateFile } from '@missionctl/state-file';
import {
  checkDirectories,
  codecFile,
  isPresent,
  quarantineState,
  readState,
  removeState,
  updateState,
} from '@missionctl/state-file/operations';
import type { HomeRoster } from '../directory/home-roster.ts';
import type { Shown } from './shown.ts';
import { shownCodec } from './shown-codec.ts';

/** When something is remembered, for the name of a damaged file that is moved aside; and how long to wait. */
export interface RememberOptions extends LockWait {
  /** The time. */
  readonly at: Timestamp;
}

/**
 * Describes the file in which a hook remembers what its agent was shown. It is atomic and not durable:
 * whoever loses it is shown something twice. Its lock is that of the presence, which is there already.
 *
 * @param roster - the roster
 * @param participantId - the agent
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @throws ERR_INVALID_ID
 * @example
 * const found = yield* readState(shownFile(roster, participantId));
 */
export function shownFile(
  { home, missionId, private: privacy }: HomeRoster,
  participantId: string,
): StateFile<Shown> {
  const way = [home, ownDirectory(home), hooksDirectory(home), shownDirectory(home, missionId)];
  return codecFile({
    path: shownPath(home, missionId, participantId),
    lockPath: lockPathOf(presencePath(home, missionId, participantId)),
    codec: shownCodec,
    durability: 'atomic',
    private: privacy,
    guard: (access) =>
      checkDirectories(
        way.map((path) => ({ path, usable: true })),
        access,
      ),
  });
}

/**
 * Reads what an agent was shown. Takes no lock, and creates nothing.
 *
 * @param roster - the roster
 * @param participantId - the agent
 * @returns what is remembered; undefined for nothing, and where it is damaged: all is shown again then
 * @throws ERR_INVALID_ID, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const shown = yield* readShown(roster, me);
 */
export function* readShown(
  roster: HomeRoster,
  participantId: string,
): Operation<Shown | undefined> {
  const found = yield* readState(shownFile(roster, participantId));
  return found.status === 'present' ? found.value : undefined;
}

/**
 * Remembers what an agent was shown. A damaged file is moved aside.
 *
 * @param roster - the roster
 * @param participantId - the agent, whose presence is recorded
 * @param shown - all that it was shown by now
 * @param options - the time, and how long to wait for the lock
 * @throws ERR_INVALID_ID, and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...)
 * @example
 * yield* rememberShown(roster, me, { others: [], facts: [] }, { at: now });
 */
export function* rememberShown(
  roster: HomeRoster,
  participantId: string,
  shown: Shown,
  { at, ...wait }: RememberOptions,
): Operation<void> {
  const file = shownFile(roster, participantId);
  const found = yield* readState(file);
  if (found.status === 'damaged') {
    yield* quarantineState(file, { to: quarantineName(file.path, at), ...wait });
  }
  yield* updateState(file, () => effects.invoke(() => shown), wait);
}

/**
 * Forgets what an agent was shown, so that it is shown again.
 *
 * @param roster - the roster
 * @param participantId - the agent
 * @param options - how long to wait for the lock
 * @returns false when nothing was remembered
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * yield* forgetShown(roster, me);
 */
export function* forgetShown(
  roster: HomeRoster,
  participantId: string,
  options: LockWait = {},
): Operation<boolean> {
  const file = shownFile(roster, participantId);
  // Else a directory that cannot be looked into would be taken for a fault of the file.
  yield* file.guard('read');
  return (yield* isPresent(file.path)) && (yield* removeState(file, options));
}
