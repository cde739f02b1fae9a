import { hash } from 'node:crypto';
import type { Effect, Operation } from '../../operation/system.ts';
import type { Machine } from '../kernel/machine.ts';
import type { ProcessOptions, SimulatedProcess } from '../kernel/process.ts';
import { type Outcome, startTask, type Task } from './task.ts';

/** One of several operations that run at once, each in its own process. */
export interface Writer extends ProcessOptions {
  /** Makes its operation anew, for each order that is tried. */
  readonly operation: () => Operation<unknown>;
}

/** A moment between two calls of several writers. */
export interface Moment {
  /** The machine at this moment. */
  readonly machine: Machine;
  /** What has become of each writer's operation, in the order of the writers. */
  readonly outcomes: readonly Outcome<unknown>[];
  /** The order that led here: which writer made each call. */
  readonly schedule: readonly number[];
}

/** Which orders count as different ones. */
export interface InterleavingOptions {
  /**
   * Whether a call may come in another order with those of the others; default: every call that they
   * can notice. What is none is made together with the call before it, so only calls that mean the same
   * before and after any call of the others may be left out. A `tryLock` always is one.
   */
  readonly isTurn?: ((effect: Effect) => boolean) | undefined;
}

/** How much was covered. */
export interface Explored {
  /** How many different orders of the calls there are; all were covered. */
  readonly interleavings: bigint;
  /** How many different moments occur in them; all were visited. */
  readonly moments: number;
}

/**
 * Runs several writers in every order that their calls can have, and visits every moment of every
 * order once. Orders that lead to the same moment are followed on together, so that the number of
 * moments, and not that of orders, is what it costs. A `tryLock` that would find the lock held is
 * no possible next step, so that waiting never makes the orders infinite.
 *
 * What an operation passes to `invoke`, and a fault plan, must be pure: they are run again and
 * again.
 *
 * @param before - the machine on which every order starts; it is left as it is
 * @param writers - the operations, each in a process of its own
 * @param visit - looks at each moment, and throws when something is wrong in it
 * @param options - which calls are made in every order; default: every call that others can notice
 * @returns how many orders and moments there were
 * @throws what `visit` throws; a plain `Error` when no writer can go on, or when an order is longer
 *   than 1000 calls
 * @example
 * const writer = { operation: () => increment(path) };
 * interleavings(createMachine({ files }), [writer, writer], ({ machine, outcomes }) => {
 *   if (outcomes.every(({ status }) => status === 'returned')) expect(machine.text(path)).toBe('2');
 * });
 */
export function interleavings(
  before: Machine,
  writers: readonly Writer[],
  visit: (moment: Moment) => void,
  options: InterleavingOptions = {},
): Explored {
  const { isTurn = everyCall } = options;
  const orders = new Map<string, bigint>();
  const explore = (race: Race): bigint => {
    const key = keyOf(race);
    const known = orders.get(key);
    if (known !== undefined) return known;
    const { machine, runs, schedule } = race;
    visit({ machine, outcomes: runs.map(({ task }) => task.outcome()), schedule: [...schedule] });
    const [turn, ...otherTurns] = possibleTurns(race);
    let found = turn === undefined ? 1n : 0n;
    for (const other of otherTurns)
      found += explore(replay(before, writers, [...schedule, other], isTurn));
    if (turn !== undefined) found += explore(takeStep(race, turn, isTurn));
    orders.set(key, found);
    return found;
  };
  const found = explore(replay(before, writers, [], isTurn));
  return { interleavings: found, moments: orders.size };
}

interface Race {
  readonly machine: Machine;
  readonly runs: readonly Run[];
  readonly schedule: number[];
}

interface Run {
  readonly task: Task<unknown>;
  /**
   * Every answer that it got: they determine the state of the operation, which cannot be inspected.
   */
  readonly history: string[];
}

const longestOrder = 1000;

/** Calls that no other process can notice, and that are answered alike at any moment. */
const unnoticed: ReadonlySet<Effect['call']> = new Set([
  'random',
  'host',
  'beginWrite',
  'endWrite',
  'throwIfAborted',
  'lockRest',
]);

type IsTurn = (effect: Effect) => boolean;

const everyCall: IsTurn = () => true;

function replay(
  before: Machine,
  writers: readonly Writer[],
  schedule: readonly number[],
  isTurn: IsTurn,
): Race {
  const machine = before.afterKill();
  const runs = writers.map(({ operation, ...options }) => {
    const task = startTask(machine.start(options), operation());
    const run: Run = { task, history: [] };
    goOn(run, isTurn);
    return run;
  });
  const race: Race = { machine, runs, schedule: [] };
  for (const turn of schedule) takeStep(race, turn, isTurn);
  return race;
}

function takeStep(race: Race, turn: number, isTurn: IsTurn): Race {
  if (race.schedule.length >= longestOrder) {
    throw new Error(`an interleaving of more than ${longestOrder} calls: does an operation poll?`);
  }
  const run = race.runs[turn];
  const effect = run?.task.pending();
  if (run === undefined || effect === undefined) throw new Error(`writer ${turn} has no next call`);
  makeCall(run, effect);
  race.schedule.push(turn);
  goOn(run, isTurn);
  return race;
}

/** Makes the calls up to the next one that others can come before. */
function goOn(run: Run, isTurn: IsTurn): void {
  for (;;) {
    const effect = run.task.pending();
    if (effect === undefined) return;
    if (unnoticed.has(effect.call)) run.task.step();
    else if (effect.call === 'tryLock' || isTurn(effect)) return;
    else makeCall(run, effect);
  }
}

function makeCall({ task, history }: Run, effect: Effect): void {
  task.step();
  history.push(answerTo(effect, task.process));
}

function possibleTurns({ runs, schedule }: Race): readonly number[] {
  const waiting = runs.map(({ task }) => {
    const effect = task.pending();
    return effect !== undefined && task.process.blocks(effect);
  });
  const ready = [...runs.keys()].filter((turn) => runs[turn]?.task.pending() && !waiting[turn]);
  if (ready.length > 0 || !waiting.includes(true)) return ready;
  throw new Error(`deadlock: nobody can go on after the turns ${schedule.join(' ')}`);
}

/** a read also answers through its buffer. */
function answerTo(effect: Effect, { calls }: SimulatedProcess): string {
  const { answer, error } = calls.at(-1) ?? {};
  if (error !== undefined) return String(error);
  if (effect.call === 'invoke') return '';
  if (effect.call !== 'read') return JSON.stringify(answer) ?? '';
  const [, buffer, offset] = effect.args;
  return Buffer.from(buffer.subarray(offset, offset + Number(answer))).toString('latin1');
}

function keyOf({ machine, runs }: Race): string {
  const histories = runs.map(({ task, history }) => [task.outcome().status, ...history]);
  return hash('sha1', JSON.stringify([machine.fingerprint(), histories]));
}
