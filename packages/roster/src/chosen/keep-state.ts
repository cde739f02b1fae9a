import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { rosterDirectory } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/state-file';
import { readState, updateState } from '@missionctl/state-file/operations';
import type { HomeRoster } from '../directory/home-roster.ts';
import { mayRead, readOne } from '../directory/read-records.ts';
import type { RosterFault } from '../directory/roster-fault.ts';
import { engineStateFile } from './engine-files.ts';
import { type EngineState, nothingSeen } from './engine-state.ts';

/** What a home knows of the engine of a mission, or why that cannot be believed. */
export interface FoundEngineState {
  /** What is known; undefined where nothing is. */
  readonly state: EngineState | undefined;
  /** What keeps it from being known. */
  readonly fault: RosterFault | undefined;
}

/**
 * Reads what a home owes to the engine of a mission, and has seen there.
 *
 * @param roster - the roster of the mission
 * @returns what is known, or the fault
 * @throws ERR_FILE_READ when descriptors or memory ran out
 * @example
 * const { state = nothingSeen } = yield* findEngineState(roster);
 */
export function* findEngineState(roster: HomeRoster): Operation<FoundEngineState> {
  const file = engineStateFile(roster);
  const reading = { faults: [] as RosterFault[], warnings: [] };
  const at = { directory: rosterDirectory(roster.home, roster.missionId), of: 'engine' } as const;
  const isBelieved = yield* mayRead(file.guard('read'), at, reading);
  const state = isBelieved ? yield* readOne(file, at, reading) : undefined;
  return { state, fault: reading.faults[0] };
}

/**
 * Changes what a home knows of the engine of a mission. Where the change returns the very object that it got,
 * nothing is written and no lock is taken.
 *
 * @param roster - the roster of the mission
 * @param change - makes what is known of what was; may run more than once
 * @param options - how long to wait for the lock
 * @returns what is known now
 * @throws ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * yield* changeEngineState(roster, (state) => rememberClaim(state, 'wp:WP01', current));
 */
export function* changeEngineState(
  roster: HomeRoster,
  change: (state: EngineState) => EngineState,
  options: LockWait = {},
): Operation<EngineState> {
  const file = engineStateFile(roster);
  const found = yield* readState(file);
  const before = found.status === 'present' ? found.value : nothingSeen;
  if (found.status !== 'damaged' && change(before) === before) return before;
  const { value = nothingSeen } = yield* updateState(
    file,
    (state = nothingSeen) =>
      effects.invoke(() => {
        const next = change(state);
        return next === state ? undefined : next;
      }),
    options,
  );
  return value;
}
