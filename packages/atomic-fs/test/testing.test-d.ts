import { expectTypeOf, test } from 'vitest';
import { type Effect, type Operation, removeFile, type System } from '../src/operations.ts';
import {
  type CallRecord,
  type CrashState,
  createMachine,
  type Entry,
  type Explored,
  type Fault,
  type FaultPlan,
  type FaultRun,
  failCall,
  faultRuns,
  finish,
  interleavings,
  kills,
  type Machine,
  type Moment,
  type Outcome,
  type Planted,
  possibleFaults,
  powerCuts,
  type SimulatedProcess,
  startTask,
  type Task,
} from '../src/testing.ts';

declare const machine: Machine;
declare const process: SimulatedProcess;
declare const effect: Effect;
const removing = (): Operation<boolean> => removeFile('/a');

test('a machine begins with the files that are planted', () => {
  expectTypeOf(createMachine()).toEqualTypeOf<Machine>();
  createMachine({ files: { '/a': 'text', '/b': { mode: 0o644 }, '/c': { linkOf: '/a' } } });
  expectTypeOf<string>().toExtend<Planted>();
  // @ts-expect-error There is no such kind of file.
  createMachine({ files: { '/a': { kind: 'pipe' } } });
  // @ts-expect-error A file is planted by its path.
  createMachine({ files: ['/a'] });
});

test('an undefined option is one that is left out', () => {
  const none = undefined;
  createMachine({ files: none, windows: none, seed: none });
  machine.start({ uid: none, umask: none, fault: none });
  faultRuns(machine, removing, { atOnce: none });
});

test('what is on the disk is looked at as entries and texts', () => {
  expectTypeOf(machine.entries()).toEqualTypeOf<readonly Entry[]>();
  expectTypeOf(machine.text('/a')).toEqualTypeOf<string | undefined>();
  expectTypeOf(machine.fingerprint()).toEqualTypeOf<string>();
});

test('a machine after its end is a machine; after a power cut there are many', () => {
  expectTypeOf(machine.afterKill()).toEqualTypeOf<Machine>();
  expectTypeOf(machine.afterShutdown()).toEqualTypeOf<Machine>();
  expectTypeOf(machine.afterPowerCut()).toEqualTypeOf<Generator<Machine>>();
});

test('a process has a system, on which operations run', () => {
  expectTypeOf(machine.start()).toEqualTypeOf<SimulatedProcess>();
  expectTypeOf(process.system).toEqualTypeOf<System>();
  expectTypeOf(process.calls).toEqualTypeOf<readonly CallRecord[]>();
});

test('an outcome is narrowed by its status', () => {
  const task = startTask(process, removing());
  expectTypeOf(task).toEqualTypeOf<Task<boolean>>();
  expectTypeOf(task.pending()).toEqualTypeOf<Effect | undefined>();
  const outcome = finish(task);
  if (outcome.status === 'returned') expectTypeOf(outcome.value).toEqualTypeOf<boolean>();
  if (outcome.status === 'threw') expectTypeOf(outcome.error).toEqualTypeOf<unknown>();
  // @ts-expect-error What threw, or runs, has no value.
  void outcome.value;
});

test('an operation is killed, or its power cut, at every moment', () => {
  type States = Generator<CrashState<boolean>>;
  expectTypeOf(kills(machine, removing())).toEqualTypeOf<States>();
  expectTypeOf(powerCuts(machine, removing())).toEqualTypeOf<States>();
  expectTypeOf<CrashState<boolean>['outcome']>().toEqualTypeOf<Outcome<boolean>>();
});

test('faults are an errno or a short count, of one call or of what a plan says', () => {
  expectTypeOf(possibleFaults(effect)).toEqualTypeOf<readonly Fault[]>();
  expectTypeOf(failCall(3, { errno: 'EIO' })).toEqualTypeOf<FaultPlan>();
  machine.start({ fault: ({ call }) => (call === 'write' ? { taken: 1 } : undefined) });
  // @ts-expect-error An errno has a name.
  failCall(3, 'EIO');
});

test('every fault is tried on an operation that is made anew each time', () => {
  expectTypeOf(faultRuns(machine, removing)).toEqualTypeOf<Generator<FaultRun<boolean>>>();
  // @ts-expect-error An operation runs once.
  faultRuns(machine, removing());
  // @ts-expect-error The faults are chosen by `faultRuns` itself.
  faultRuns(machine, removing, { fault: failCall(1, { errno: 'EIO' }) });
});

test('writers are interleaved, and each end is visited', () => {
  const writers = [{ operation: removing }, { operation: removing, uid: 1001 }];
  const visit = (moment: Moment): void => {
    expectTypeOf(moment.outcomes).items.toEqualTypeOf<Outcome<unknown>>();
  };
  expectTypeOf(interleavings(machine, writers, visit)).toEqualTypeOf<Explored>();
  expectTypeOf<Explored['interleavings']>().toEqualTypeOf<bigint>();
  // @ts-expect-error An operation runs once.
  interleavings(machine, [{ operation: removing() }], visit);
});
