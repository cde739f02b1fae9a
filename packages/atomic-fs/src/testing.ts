/**
 * A simulated machine on which operations run: to crash them at every moment, to fail every call,
 * and to interleave them in every order. See docs/testing.md.
 */
export { type CrashState, kills, powerCuts } from './testing/crash-states.ts';
export type { Entry } from './testing/entries.ts';
export { type Fault, type FaultPlan, failCall } from './testing/fault.ts';
export { type FaultOptions, type FaultRun, faultRuns } from './testing/fault-runs.ts';
export {
  type Explored,
  interleavings,
  type Moment,
  type Writer,
} from './testing/interleavings.ts';
export { createMachine, type Machine, type MachineOptions } from './testing/machine.ts';
export type { Planted } from './testing/planted.ts';
export { possibleFaults } from './testing/possible-faults.ts';
export type { CallRecord, ProcessOptions, SimulatedProcess } from './testing/process.ts';
export { finish, type Outcome, startTask, type Task } from './testing/task.ts';
