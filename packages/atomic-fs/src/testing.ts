/**
 * A simulated machine on which operations run: to crash them at every moment, to fail every call,
 * and to interleave them in every order. See docs/testing.md.
 *
 * @module
 */

export type { Entry } from './testing/disk/entries.ts';
export type { Planted } from './testing/disk/planted.ts';
export { type CrashState, kills, powerCuts } from './testing/explore/crash-states.ts';
export { type FaultOptions, type FaultRun, faultRuns } from './testing/explore/fault-runs.ts';
export {
  type Explored,
  type InterleavingOptions,
  interleavings,
  type Moment,
  type Writer,
} from './testing/explore/interleavings.ts';
export { possibleFaults } from './testing/explore/possible-faults.ts';
export { finish, type Outcome, startTask, type Task } from './testing/explore/task.ts';
export { type Fault, type FaultPlan, failCall } from './testing/kernel/fault.ts';
export { createMachine, type Machine, type MachineOptions } from './testing/kernel/machine.ts';
export type { CallRecord, ProcessOptions, SimulatedProcess } from './testing/kernel/process.ts';
