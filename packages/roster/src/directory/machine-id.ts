import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { ownDirectory } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/state-file';
import { randomBy, readState, updateState } from '@missionctl/state-file/operations';
import { type HomeRoster, machineFile } from './home-roster.ts';
import { mayRead, readOne } from './read-records.ts';
import type { RosterFault } from './roster-fault.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 20;

/**
 * Reads the random id of a home's machine.
 *
 * @param home - the absolute path of the home
 * @returns the id; undefined while there is none, and where it is damaged
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const id = yield* readMachineId('/home/me/.spec-kitty');
 */
export function* readMachineId(home: string): Operation<string | undefined> {
  const found = yield* readState(machineFile(home));
  return found.status === 'present' ? found.value.id : undefined;
}

/** The random id of a home's machine, or why it cannot be believed. */
export interface FoundMachine {
  /** The id; undefined while there is none, and for a fault. */
  readonly id: string | undefined;
  /** What keeps it from being known. */
  readonly fault: RosterFault | undefined;
}

/**
 * Reads the random id of a home's machine; whatever keeps it from being known is a fault, as that of a
 * presence is.
 *
 * @param roster - a roster of the home
 * @returns the id, or the fault
 * @throws ERR_FILE_READ when descriptors or memory ran out
 * @example
 * const { id, fault } = yield* findMachine(roster);
 */
export function* findMachine({
  home,
  private: privacy,
}: Pick<HomeRoster, 'home' | 'private'>): Operation<FoundMachine> {
  const file = machineFile(home, privacy);
  const reading = { faults: [] as RosterFault[], warnings: [] };
  const at = { directory: ownDirectory(home), of: 'machine' } as const;
  const isBelieved = yield* mayRead(file.guard('read'), at, reading);
  const record = isBelieved ? yield* readOne(file, at, reading) : undefined;
  return { id: record?.id, fault: reading.faults[0] };
}

/**
 * Reads the random id of a home's machine, and makes it where there is none.
 *
 * @param home - the absolute path of the home
 * @param random - at least 0 and less than 1; default `Math.random`: it is no secret
 * @param options - how long to wait for the lock
 * @returns the id
 * @throws ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const id = yield* provideMachineId('/home/me/.spec-kitty', Math.random);
 */
export function* provideMachineId(
  home: string,
  random: (() => number) | undefined,
  options: LockWait = {},
): Operation<string> {
  const known = yield* readMachineId(home);
  if (known !== undefined) return known;
  const made = { id: randomText(randomBy(random ?? Math.random)) };
  const { value = made } = yield* updateState(
    machineFile(home),
    (record) => effects.invoke(() => (record === undefined ? made : undefined)),
    options,
  );
  return value.id;
}

function randomText(random: () => number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}
