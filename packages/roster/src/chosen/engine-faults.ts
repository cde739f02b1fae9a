import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { type Issue, ownDirectory, rosterDirectory } from '@missionctl/session-model';
import { updateState } from '@missionctl/state-file/operations';
import type { HomeRoster } from '../directory/home-roster.ts';
import { type QuarantineRecordOptions, quarantine } from '../directory/quarantine-record.ts';
import { mayRead, type Reading, readOne } from '../directory/read-records.ts';
import type { RosterFault } from '../directory/roster-fault.ts';
import { confirmedEnginesFile, engineChoiceFile, engineStateFile } from './engine-files.ts';

/**
 * Finds what cannot be believed of the engine of a mission: which it is, and what was seen there.
 *
 * @param roster - the roster of the mission
 * @returns the faults, each of one file
 * @throws ERR_FILE_READ when descriptors or memory ran out
 * @example
 * for (const { path, message } of yield* engineFaults(roster)) console.error(path, message);
 */
export function* engineFaults(roster: HomeRoster): Operation<readonly RosterFault[]> {
  const directory = rosterDirectory(roster.home, roster.missionId);
  const [choice, state] = [engineChoiceFile(roster), engineStateFile(roster)];
  return yield* faultsIn(directory, choice.guard('read'), function* (reading) {
    yield* readOne(choice, ofEngine, reading);
    yield* readOne(state, ofEngine, reading);
  });
}

/**
 * Finds what cannot be believed of the engines that were confirmed in a home.
 *
 * @param home - the absolute path of the home
 * @returns the fault, if there is one
 * @throws ERR_FILE_READ when descriptors or memory ran out
 * @example
 * const faults = yield* confirmedEnginesFaults('/home/me/.spec-kitty');
 */
export function* confirmedEnginesFaults(home: string): Operation<readonly RosterFault[]> {
  const file = confirmedEnginesFile(home, 'check');
  return yield* faultsIn(ownDirectory(home), file.guard('read'), function* (reading) {
    yield* readOne(file, ofEngine, reading);
  });
}

/**
 * Moves a damaged file that concerns the engine of a mission aside, its content untouched. A file that is
 * whole by now stays.
 *
 * @param roster - the roster of the mission
 * @param path - the path of the file, as a fault has it
 * @param options - the time, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws what `quarantineState` throws: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...
 * @example
 * const aside = yield* quarantineEngineRecord(roster, fault.path, { at: now });
 */
export function* quarantineEngineRecord(
  roster: HomeRoster,
  path: string,
  options: QuarantineRecordOptions,
): Operation<string | undefined> {
  const choice = engineChoiceFile(roster);
  return yield* path === choice.path
    ? quarantine(choice, options)
    : quarantine(engineStateFile(roster), options);
}

/**
 * Moves the damaged file of the engines that were confirmed in a home aside. They have to be confirmed again; a
 * file without any takes its place, which says that missions of the home may be shared.
 *
 * @param home - the absolute path of the home
 * @param options - the time, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws what `quarantineState` throws: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...
 * @example
 * const aside = yield* quarantineConfirmedEngines('/home/me/.spec-kitty', { at: now });
 */
export function* quarantineConfirmedEngines(
  home: string,
  options: QuarantineRecordOptions,
): Operation<string | undefined> {
  const file = confirmedEnginesFile(home);
  const aside = yield* quarantine(file, options);
  if (aside === undefined) return undefined;
  const { timeoutMs } = options;
  yield* updateState(file, (found) => effects.invoke(() => found ?? { confirmed: [] }), {
    timeoutMs,
  });
  return aside;
}

const ofEngine = { of: 'engine' } as const;

/** What is wrong with files, or the way to them. */
function* faultsIn(
  directory: string,
  guard: Operation<readonly Issue[]>,
  read: (reading: Reading) => Operation<void>,
): Operation<readonly RosterFault[]> {
  const reading: Reading = { faults: [], warnings: [] };
  if (yield* mayRead(guard, { directory, ...ofEngine }, reading)) yield* read(reading);
  return reading.faults;
}
