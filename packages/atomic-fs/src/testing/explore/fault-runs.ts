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
  /** The process that ran it, with every call that it made. */
  readonly process: SimulatedProcess;
  /** What became of the operation. */
  readonly outcome: Outcome<T>;
}

/** In which process an operation runs, and how much goes wrong. */
export interface FaultOptions extends Omit<ProcessOptions, 'fault'> {
  /** How many calls of one run go wrong; default 1. */
  readonly atOnce?: number | undefined;
}

/**
 * Runs an operation again and again, each time with another call failing in another way: every call
 * that it makes, with everything that the call can answer. With `atOnce: 2` also every pair, the
 * second among the calls that the first one leads to. The machine given is left as it is.
 *
 * @param before - the machine on which each run starts
 * @param operation - makes the operation anew for each run
 * @param options - how many calls of one run go wrong, default 1, and in which process it runs
 * @returns the runs, made one at a time
 * @example
 * const machine = createMachine({ files });
 * for (const { outcome, process } of faultRuns(machine, () => replaceFile(path, 'new'))) {
 *   expect(process.held()).toBe(0);
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
