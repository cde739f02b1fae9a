import { errnoOf } from '../../src/index.ts';
import type { Effect, FileFacts, Operation } from '../../src/operations.ts';
import { checkPowerCuts } from './crash-checker.ts';
import { checkFaults } from './fault-checker.ts';
import type { Findings, Rule } from './findings.ts';
import { type PublicWrite, publicWrites } from './public-writes.ts';
import { checkRace } from './race-checker.ts';
import { type Race, readOnlyLock, twoReplacements } from './races.ts';

/** A well-known mistake, made by altering the calls of the real operations on their way. */
export interface Mutant {
  readonly name: string;
  /** The checker of the proof that is to find it. */
  readonly check: (alter: Alter) => Findings;
  /** What it is to find. */
  readonly breaks: Rule;
  /** Made anew for each run, since some of them remember earlier calls. */
  readonly mistake: () => Mistake;
}

export type Alter = (operation: Operation<unknown>) => Operation<unknown>;

/** What is done instead of a call; `pass` does what was asked for. */
type Mistake = (effect: Effect) => Operation<unknown>;

function* pass(effect: Effect): Operation<unknown> {
  return yield effect;
}

/** Runs an operation with a mistake in each of its calls. */
export function* mistaken(operation: Operation<unknown>, mistake: Mistake): Operation<unknown> {
  let step = operation.next();
  while (!step.done) {
    let resume: () => typeof step;
    try {
      const answer = yield* mistake(step.value);
      resume = () => operation.next(answer);
    } catch (error) {
      resume = () => operation.throw(error);
    }
    step = resume();
  }
  return step.value;
}

const inPowerCuts = (name: string) => (alter: Alter) => checkPowerCuts(altered(name, alter));
const inFaults = (name: string) => (alter: Alter) => checkFaults(altered(name, alter));
const inRace = (race: Race) => (alter: Alter) =>
  checkRace({ ...race, writers: race.writers.map((start) => () => alter(start())) });

function altered(name: string, alter: Alter): PublicWrite {
  const write = publicWrites.find((each) => each.name === name);
  if (write === undefined) throw new TypeError(`no such write: ${name}`);
  return { ...write, write: () => alter(write.write()) };
}

/** Remembers what each descriptor was opened for, and does `instead` for the syncs chosen. */
function unsynced(chosen: (opened: Opened) => boolean): Mistake {
  const opened = new Map<unknown, Opened>();
  return function* (effect) {
    const file = effect.call === 'fsync' ? opened.get(effect.args[0]) : undefined;
    if (file !== undefined && chosen(file)) return undefined;
    const answer = yield* pass(effect);
    if (effect.call === 'open') opened.set(answer, effect.args);
    return answer;
  };
}

type Opened = Extract<Effect, { call: 'open' }>['args'];

export const mutants: readonly Mutant[] = [
  {
    name: 'no file sync',
    check: inPowerCuts('replaceFile over a file'),
    breaks: 'torn',
    mistake: () => unsynced(([, intent]) => intent === 'create'),
  },
  {
    name: 'no directory sync',
    check: inPowerCuts('replaceFile over a file'),
    breaks: 'lost',
    mistake: () => unsynced(([, intent]) => intent === 'directory'),
  },
  {
    name: 'no parent sync',
    check: inPowerCuts('a locked update in a new directory'),
    breaks: 'lost',
    mistake: () => unsynced(([path]) => path === '/home/me'),
  },
  {
    name: 'late chmod',
    check: inPowerCuts('replaceFile over a file'),
    breaks: 'readable-by-others',
    mistake: () => (effect) => {
      if (effect.call !== 'open') return pass(effect);
      const [path, intent] = effect.args;
      return pass({ call: 'open', args: [path, intent, 0o644] });
    },
  },
  {
    name: 'fixed temp name',
    check: inRace(twoReplacements),
    breaks: 'torn',
    mistake: () => fixedTempName,
  },
  {
    name: 'one unchecked write',
    check: inFaults('replaceFile over a file'),
    breaks: 'torn',
    mistake: uncheckedWrite,
  },
  {
    name: 'retried fsync',
    check: inFaults('replaceFile over a file'),
    breaks: 'torn',
    mistake: () => retriedSync,
  },
  {
    name: 'error hidden after rename',
    check: inFaults('replaceFile over a file'),
    breaks: 'lost',
    mistake: hiddenAfterRename,
  },
  {
    name: 'lock without its write',
    check: inRace(readOnlyLock),
    breaks: 'lost-update',
    mistake: () => unprovenLock,
  },
];

/** Always the same name; what is in the way must be an old orphan, and is removed. */
function* fixedTempName(effect: Effect): Operation<unknown> {
  if (effect.call === 'random') return 0;
  try {
    return yield* pass(effect);
  } catch (error) {
    if (effect.call !== 'open' || errnoOf(error) !== 'EEXIST') throw error;
    yield* pass({ call: 'unlink', args: [effect.args[0]] });
    return yield* pass(effect);
  }
}

/** Takes a write for whole, and does not look at the size either. */
function uncheckedWrite(): Mistake {
  let intended = 0;
  return function* (effect) {
    const answer = yield* pass(effect);
    if (effect.call === 'write') {
      const [, bytes, offset] = effect.args;
      intended = bytes.length;
      return bytes.length - offset;
    }
    return effect.call === 'fstat' ? { ...(answer as FileFacts), size: intended } : answer;
  };
}

function* retriedSync(effect: Effect): Operation<unknown> {
  try {
    return yield* pass(effect);
  } catch (error) {
    if (effect.call !== 'fsync') throw error;
    return yield* pass(effect);
  }
}

function hiddenAfterRename(): Mistake {
  let renamed = false;
  return function* (effect) {
    try {
      const answer = yield* pass(effect);
      renamed ||= effect.call === 'rename';
      return answer;
    } catch (error) {
      if (renamed) return undefined;
      throw error;
    }
  };
}

/** SQLite falls back to reading what it cannot write, and BEGIN IMMEDIATE alone then succeeds. */
function* unprovenLock(effect: Effect): Operation<unknown> {
  try {
    return yield* pass(effect);
  } catch (error) {
    if (effect.call === 'tryLock') return true;
    throw error;
  }
}
