import { errnoOf } from '../../src/index.ts';
import { type Effect, effects, type FileFacts, type Operation } from '../../src/operations.ts';
import { checkPowerCuts } from './crash-checker.ts';
import { checkFaults } from './fault-checker.ts';
import type { Findings, Rule } from './findings.ts';
import { type PublicWrite, publicWrites } from './public-writes.ts';
import { checkRace } from './race-checker.ts';
import { type Race, readOnlyLock, twoReplacements } from './races.ts';

/** A well-known mistake, made by altering the calls of the real operations on their way. */
export interface Mutant {
  readonly name: string;
  /** The checker of the proof that must find it. */
  readonly check: (alter: Alter) => Findings;
  /** The finding that it must report. */
  readonly breaks: Rule;
  /** Created for each run, since some of them remember earlier calls. */
  readonly mistake: () => Mistake;
}

export type Alter = (operation: Operation<unknown>) => Operation<unknown>;

/** What happens instead of a call; `pass` makes the call. */
type Mistake = (effect: Effect) => Operation<unknown>;

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
    const answer = yield* effects.passOn(effect);
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
      if (effect.call !== 'open') return effects.passOn(effect);
      const [path, intent] = effect.args;
      return effects.passOn({ call: 'open', args: [path, intent, 0o644] });
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

/**
 * Always the same pending name; an existing file of that name counts as an orphan, and is removed.
 */
function* fixedTempName(effect: Effect): Operation<unknown> {
  if (effect.call === 'random') return 0;
  try {
    return yield* effects.passOn(effect);
  } catch (error) {
    if (effect.call !== 'open' || errnoOf(error) !== 'EEXIST') throw error;
    yield* effects.passOn({ call: 'unlink', args: [effect.args[0]] });
    return yield* effects.passOn(effect);
  }
}

/** Assumes that each write is complete, and does not check the size either. */
function uncheckedWrite(): Mistake {
  let intended = 0;
  return function* (effect) {
    const answer = yield* effects.passOn(effect);
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
    return yield* effects.passOn(effect);
  } catch (error) {
    if (effect.call !== 'fsync') throw error;
    return yield* effects.passOn(effect);
  }
}

function hiddenAfterRename(): Mistake {
  let renamed = false;
  return function* (effect) {
    try {
      const answer = yield* effects.passOn(effect);
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
    return yield* effects.passOn(effect);
  } catch (error) {
    if (effect.call === 'tryLock') return true;
    throw error;
  }
}
