import type { Operation } from '../../operation/system.ts';
import type { Machine } from '../kernel/machine.ts';
import type { ProcessOptions } from '../kernel/process.ts';
import { type Outcome, startTask } from './task.ts';

/** One way in which an operation can be cut off. */
export interface CrashState<T> {
  /** The machine afterwards, on which a recovery can be run. */
  readonly machine: Machine;
  /** How many calls had been made. */
  readonly calls: number;
  /** The state of the operation: `running`, unless the crash came after its last call. */
  readonly outcome: Outcome<T>;
}

/**
 * Yields every distinct state that a power failure can leave of an operation: after each number of
 * calls, each allowed subset of what was not synced. The machine given is left as it is.
 *
 * @param before - the machine on which the operation starts
 * @param operation - what is cut off; it is run once
 * @param options - in which process it runs: its user, its umask, its faults
 * @returns the states, made one at a time; what the operation throws is an `outcome`
 * @example
 * for (const { machine } of powerCuts(createMachine({ files }), replaceFile(path, 'new'))) {
 *   expect(['old', 'new']).toContain(machine.text(path));
 * }
 */
export function* powerCuts<T>(
  before: Machine,
  operation: Operation<T>,
  options?: ProcessOptions,
): Generator<CrashState<T>> {
  const seen = new Set<string>();
  let last = '';
  for (const moment of moments(before, operation, options)) {
    const now = `${moment.outcome.status} ${moment.machine.fingerprint()}`;
    if (now === last) continue;
    last = now;
    for (const machine of moment.machine.afterPowerCut()) {
      const state = `${moment.outcome.status} ${machine.fingerprint()}`;
      if (!seen.has(state)) yield { ...moment, machine };
      seen.add(state);
    }
  }
}

/**
 * Yields every distinct state that killing the process can leave, after each number of calls: what
 * it wrote is in memory, and some of it only there. The machine given is left as it is.
 *
 * @param before - the machine on which the operation starts
 * @param operation - what is cut off; it is run once
 * @param options - in which process it runs: its user, its umask, its faults
 * @returns the states, made one at a time
 * @example
 * for (const { machine } of kills(createMachine({ files }), replaceFile(path, 'new'))) {
 *   runSync(recover(path), machine.start().system);
 * }
 */
export function* kills<T>(
  before: Machine,
  operation: Operation<T>,
  options?: ProcessOptions,
): Generator<CrashState<T>> {
  const seen = new Set<string>();
  for (const moment of moments(before, operation, options)) {
    const machine = moment.machine.afterKill();
    const state = `${moment.outcome.status} ${machine.fingerprint()}`;
    if (!seen.has(state)) yield { ...moment, machine };
    seen.add(state);
  }
}

/** The running machine before the first call and after each. */
function* moments<T>(
  before: Machine,
  operation: Operation<T>,
  options?: ProcessOptions,
): Generator<CrashState<T>> {
  const machine = before.afterKill();
  const task = startTask(machine.start(options), operation);
  for (;;) {
    yield { machine, calls: task.process.calls.length, outcome: task.outcome() };
    if (task.outcome().status !== 'running') return;
    task.step();
  }
}
