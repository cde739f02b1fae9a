import type { Effect, System } from '../../operation/system.ts';
import { settle } from '../disk/disk.ts';
import { errnoError } from '../disk/errno.ts';
import { ambientCalls } from './ambient-calls.ts';
import type { Fault, FaultPlan } from './fault.ts';
import { fileCalls } from './file-calls.ts';
import type { Kernel, KernelCalls, ProcessState } from './kernel.ts';
import { lockCalls, mustWait } from './lock-calls.ts';
import { nameCalls } from './name-calls.ts';
import { renameCall } from './rename-call.ts';
import { seededRandom } from './seeded-random.ts';
import { sizeAndTimeCalls } from './size-and-time-calls.ts';

/** Who runs a process, and what goes wrong for it. */
export interface ProcessOptions {
  /** The effective user id; 0 is allowed everything. Default 1000. */
  readonly uid?: number | undefined;
  /** The effective group id, that of what it creates; default: the number of the user. */
  readonly gid?: number | undefined;
  /** The permission bits that are taken from what it creates; default 0o022. */
  readonly umask?: number | undefined;
  /** Which of its calls fail, and how; default: none. */
  readonly fault?: FaultPlan | undefined;
}

/** One call that a simulated process made, with its result. */
export interface CallRecord {
  /** The call, with its arguments. */
  readonly effect: Effect;
  /** What it returned; undefined where it threw. */
  readonly answer?: unknown;
  /** What it threw, because of a fault or because the call is refused. */
  readonly error?: unknown;
}

/** A process of a simulated machine. Its `system` is what `runSync` takes. */
export interface SimulatedProcess {
  /** Its number, which no other process of the machine has. */
  readonly pid: number;
  /** What carries out its calls, for `runSync`. */
  readonly system: System;
  /** Every call until now, in order. */
  readonly calls: readonly CallRecord[];
  /** How many descriptors, lock connections, places in lock queues and turns to write it holds. */
  held(): number;
  /** Whether this call would have to wait for another task. */
  blocks(effect: Effect): boolean;
  /** Ends it as SIGKILL does: its locks are free, and what it wrote stays in memory. */
  kill(): void;
}

export function startProcess(kernel: Kernel, options: ProcessOptions): SimulatedProcess {
  const state = newState(kernel, options);
  const calls: CallRecord[] = [];
  const carryOut = (effect: Effect): unknown => {
    if (!kernel.running.has(state)) throw new Error(`process ${state.pid} was killed`);
    const fault = options.fault?.(effect, calls.length + 1);
    try {
      const answer = fault === undefined ? perform(state, effect) : fail(state, effect, fault);
      calls.push({ effect, answer });
      return answer;
    } catch (error) {
      calls.push({ effect, error });
      throw error;
    }
  };
  return {
    pid: state.pid,
    system: systemOf(carryOut),
    calls,
    held: () =>
      state.open.size + state.connections.size + state.entered.size + state.writing.length,
    blocks: (effect) => isBlocked(state, effect),
    kill: () => kill(state),
  };
}

function newState(
  kernel: Kernel,
  { uid = 1000, gid = uid, umask = 0o022 }: ProcessOptions,
): ProcessState {
  kernel.lastPid += 1;
  const state: ProcessState = {
    kernel,
    pid: kernel.lastPid,
    uid: kernel.windows ? undefined : uid,
    gid: kernel.windows ? 0 : gid,
    umask: kernel.windows ? 0 : umask,
    random: seededRandom(kernel.seed * 65_537 + kernel.lastPid),
    open: new Map(),
    connections: new Map(),
    entered: new Set(),
    writing: [],
    inodesMade: 0,
    changesMade: 0,
  };
  kernel.running.add(state);
  return state;
}

const kernelCalls: KernelCalls = {
  ...fileCalls,
  ...nameCalls,
  ...renameCall,
  ...lockCalls,
  ...ambientCalls,
  ...sizeAndTimeCalls,
};

/** The one place where calls that are data become methods again. */
function systemOf(carryOut: (effect: Effect) => unknown): System {
  const methods = Object.keys(kernelCalls).map((call) => [
    call,
    (...args: unknown[]) => carryOut({ call, args } as unknown as Effect),
  ]);
  return Object.fromEntries(methods) as System;
}

function perform(state: ProcessState, effect: Effect): unknown {
  const call = kernelCalls[effect.call] as (
    process: ProcessState,
    ...args: Effect['args']
  ) => unknown;
  return call(state, ...effect.args);
}

/** What a failing call does before it fails, if anything: a close has closed, a sync has lost. */
function fail(state: ProcessState, effect: Effect, fault: Fault): unknown {
  if ('taken' in fault) return writeFewer(state, effect, fault.taken);
  if (effect.call === 'close' || effect.call === 'closeLock') perform(state, effect);
  // SQLite reports that a file system has no locks as it reports a lock that another holds.
  if (effect.call === 'tryLock' && fault.errno === 'ENOLCK') return false;
  const file = effect.call === 'fsync' ? state.open.get(effect.args[0]) : undefined;
  if (file !== undefined) settle(state.kernel.disk, file.inode, 'doomed');
  throw errnoError(fault.errno, effect.call, ...pathsOf(effect));
}

function writeFewer(state: ProcessState, effect: Effect, taken: number): unknown {
  if (effect.call !== 'write') throw new TypeError(`no ${effect.call} can take fewer bytes`);
  const [fd, bytes, offset] = effect.args;
  return perform(state, { call: 'write', args: [fd, bytes.subarray(0, offset + taken), offset] });
}

function pathsOf({ args }: Effect): readonly string[] {
  return [...args].filter((arg) => typeof arg === 'string' && arg.startsWith('/')) as string[];
}

function isBlocked(state: ProcessState, effect: Effect): boolean {
  if (effect.call === 'enterQueue') return state.entered.has(effect.args[0]);
  if (effect.call === 'beginWrite') return state.writing.includes(effect.args[0]);
  return effect.call === 'tryLock' && mustWait(state, effect.args[1]);
}

function kill(state: ProcessState): void {
  const { locks, running } = state.kernel;
  running.delete(state);
  for (const [inode, { pid }] of locks) if (pid === state.pid) locks.delete(inode);
}
