import { basename } from 'node:path';
import { errnoOf, FileReadError } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  claimsDirectory,
  quarantineName,
  quarantineTime,
  type Timestamp,
} from '@missionctl/session-model';
import type { LockWait, StateFile } from '@missionctl/state-file';
import { quarantineState } from '@missionctl/state-file/operations';
import { claimKey } from '../claim/claim-key.ts';
import { checkTo, claimFileOf, type HomeRoster, machineFile, presenceFile } from './home-roster.ts';
import type { RosterFault } from './roster-fault.ts';

/** When a damaged file is moved aside, which its new name tells, and how long to wait for the lock. */
export interface QuarantineRecordOptions extends LockWait {
  /** The time. */
  readonly at: Timestamp;
}

/**
 * Moves a damaged presence or claim aside, its content untouched. A file that is whole by now stays.
 *
 * @param roster - the roster
 * @param fault - of the file, as `readRoster` found it
 * @param options - the time, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws what `quarantineState` throws: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...
 * @example
 * const aside = yield* quarantineRecord(roster, fault, { at: now });
 */
export function* quarantineRecord(
  roster: HomeRoster,
  { path, participantId }: Pick<RosterFault, 'path' | 'participantId'>,
  options: QuarantineRecordOptions,
): Operation<string | undefined> {
  return participantId === undefined
    ? yield* quarantine(claimFileOf(roster, basename(path, '.json')), options)
    : yield* quarantine(presenceFile(roster, participantId), options);
}

/**
 * Moves the damaged id of a home's machine aside; the next command that needs one makes another.
 *
 * @param home - the absolute path of the home
 * @param options - the time, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws what `quarantineState` throws: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...
 * @example
 * const aside = yield* quarantineMachineId('/home/me/.spec-kitty', { at: now });
 */
export function* quarantineMachineId(
  home: string,
  options: QuarantineRecordOptions,
): Operation<string | undefined> {
  return yield* quarantine(machineFile(home), options);
}

/** Moves one damaged file aside. */
export function quarantine<T>(
  file: StateFile<T>,
  { at, timeoutMs }: QuarantineRecordOptions,
): Operation<string | undefined> {
  return quarantineState(file, { to: quarantineName(file.path, at), timeoutMs });
}

/**
 * Finds a number that no term of a focus has reached, for the first claim of a focus without a record.
 * What a damaged record said of its term cannot be believed; but a term goes up by one, and no faster
 * than once a millisecond since 1970. So the time at which the record was moved aside is above it.
 *
 * @param roster - the roster
 * @param focus - what is to be claimed, such as `wp:WP01`
 * @returns 0 where no record of that focus was moved aside
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY; ERR_FILE_READ when the directory cannot be listed
 * @example
 * const decision = decideClaim({ ...request, lastTerm: yield* lastTermOf(roster, 'wp:WP01') });
 */
export function* lastTermOf(roster: HomeRoster, focus: string): Operation<number> {
  const directory = claimsDirectory(roster.home, roster.missionId);
  yield* checkTo(roster, directory, 'read');
  const name = `${claimKey(focus)}.json`;
  const names = yield* namesOf(directory);
  const times = names.map((each) => quarantineTime(each, name) ?? 0);
  return Math.max(0, ...times);
}

function* namesOf(directory: string): Operation<readonly string[]> {
  try {
    return yield* effects.readdir(directory);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw new FileReadError(directory, error);
  }
}
