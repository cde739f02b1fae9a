import type { Operation } from '../../operation/system.ts';
import type { Fault } from '../kernel/fault.ts';
import type { Machine } from '../kernel/machine.ts';
import type { ProcessOptions, SimulatedProcess } from '../kernel/process.ts';
import { possibleFaults } from './possible-faults.ts';
import { finish, type Outcome, startTask } from './task.ts';

/** One run of an operation in which calls went wrong. */
export interface FaultRun<T> {
  /** What went wrong, by the number of the call. */
  readonly faults: ReadonlyMap<number, Fault>;
  /** The machine after the run. */
  readonly machine: Machine;
  /** The process that ran the operation. */
  readonly process: SimulatedProcess;
  /** What the operation returned or threw. */
  readonly outcome: Outcome<T>;
}

/** The process that runs the operation, and how many of its calls go wrong. */
export interface FaultOptions extends Omit<ProcessOptions, 'fault'> {
  /** How many calls of one run go wrong; default 1. */
  readonly atOnce?: number | undefined;
}

/**
 * Runs an operation again and again, each time with another call failing in another way: every call
 * that it makes, with everything that the call can answer. With `atOnce: 2` also every pair, the
 * second among the calls that the first one leads to.
 *
 * @param before - the machine on which each run starts; it is not changed.
 * @param operation - makes the operation anew for each run.
 * @param options - the process, and how many calls of one run go wrong.
 * @returns the runs, one at a time
 * @example
 * for (const { machine, outcome } of faultRuns(before, () => replaceFile(path, 'new'))) {
 *   if (outcome.status === 'returned') assert.equal(machine.text(path), 'new');
 * }
 */
export function* faultRuns<T>(
  before: Machine,
  operation: () => Operation<T>,
  { atOnce = 1, ...options }: FaultOptions = {},
): Generator<FaultRun<T>> {
  const runWith = (faults: ReadonlyMap<number, Fault>): FaultRun<T> => {
    const machine = before.afterKill();
    const fault = (_effect: unknown, number: number): Fault | undefined => faults.get(number);
    const task = startTask(machine.start({ ...options, fault }), operation());
    return { faults, machine, process: task.process, outcome: finish(task) };
  };
  yield* worseThan(runWith(new Map()), runWith, atOnce);
}

function* worseThan<T>(
  run: FaultRun<T>,
  runWith: (faults: ReadonlyMap<number, Fault>) => FaultRun<T>,
  more: number,
): Generator<FaultRun<T>> {
  if (more === 0) return;
  const last = Math.max(0, ...run.faults.keys());
  for (const [index, { effect }] of run.process.calls.entries()) {
    if (index < last) continue;
    for (const fault of possibleFaults(effect)) {
      const worse = runWith(new Map([...run.faults, [index + 1, fault]]));
      yield worse;
      yield* worseThan(worse, runWith, more - 1);
    }
  }
}
