import { isDeepStrictEqual } from 'node:util';
import { answeredBy, effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, type Moment } from '@missionctl/atomic-fs/testing';
import type { Codec } from '../../src/index.ts';
import { readState, saveState, updateState } from '../../src/operations.ts';
import { type Counter, counter, counterFile } from './counter.ts';
import { checkAgain } from './crash-checker.ts';
import { type Findings, noFindings, note, type Rule } from './findings.ts';
import { isNotOverwritten } from './lockless-window.ts';
import { type Mistake, staleReads, sweepFirst, unsyncedDirectories } from './mistakes.ts';
import { checkRace } from './race-checker.ts';
import {
  type Race,
  type Seen,
  saveOneMore,
  twoSavers,
  twoUpdates,
  updateAndLockless,
} from './races.ts';
import { type ProvenWrite, provenWrites } from './writes.ts';

/** A well-known mistake, and the checker of the proof that is to find it. */
export interface Mutant {
  readonly name: string;
  /** Runs the checker, with the mistake or without it. */
  readonly check: (withMistake: boolean) => Findings;
  /** What it is to find. */
  readonly breaks: Rule;
}

type Alter = (operation: Operation<unknown>) => Operation<unknown>;

/** A mistake that is made by altering the calls of the real operations on their way. */
function altered(
  name: string,
  {
    breaks,
    mistake,
    check,
  }: Pick<Mutant, 'breaks'> & {
    readonly mistake: () => Mistake;
    readonly check: (alter: Alter) => Findings;
  },
): Mutant {
  return {
    name,
    breaks,
    check: (withMistake) =>
      check((operation) => (withMistake ? answeredBy(operation, mistake()) : operation)),
  };
}

function inRace(
  race: Race,
  isRight?: (race: Race, moment: Moment, seen: Seen) => boolean,
): (alter: Alter) => Findings {
  return (alter) =>
    checkRace(
      { ...race, writers: race.writers.map((start) => () => alter(start())) },
      isRight && ((moment, seen) => isRight(race, moment, seen)),
    );
}

function writeNamed(name: string): ProvenWrite {
  const write = provenWrites.find((each) => each.name === name);
  if (write === undefined) throw new TypeError(`no such write: ${name}`);
  return write;
}

/** In what is done after a writer that was killed when it was done, and not yet durable. */
function inRepetition(name: string): (alter: Alter) => Findings {
  const write = writeNamed(name);
  return (alter) => checkAgain(write, () => alter(write.write()));
}

/** Saves over whatever is there now, and not over what was read. */
function* saveOverAnything(): Operation<string> {
  const state = yield* readState(counter);
  if (state.status !== 'present') return state.status;
  const now = yield* readState(counter);
  const expecting = now.status === 'present' ? now.version : now.status;
  return (yield* saveState(counter, { count: state.value.count + 1 }, { expecting })).status;
}

/** Takes what it has written for what a reader finds. */
function trusting({ decode }: Codec<Counter>): Codec<Counter> {
  let written: { readonly text: string; readonly value: Counter } | undefined;
  return {
    encode(value) {
      written = { text: JSON.stringify(value), value };
      return written.text;
    },
    decode(text) {
      const known = written?.text === text ? written : undefined;
      written = undefined;
      return known === undefined ? decode(text) : { ok: true, value: known.value };
    },
  };
}

const hostileCounts: readonly unknown[] = [Number.NaN, Infinity, undefined, '1', null, new Date(0)];

/** Whatever an update says that it has written, a reader finds. */
function checkReadBack(codec: Codec<Counter>): Findings {
  const findings = noFindings();
  const file = counterFile({ schema: undefined, codec });
  for (const count of hostileCounts) {
    findings.checked += 1;
    const { system } = createMachine({ files: { '/home/me/app': { kind: 'directory' } } }).start();
    let claimed: Counter | undefined;
    try {
      const update = updateState(file, () => effects.invoke(() => ({ count }) as Counter));
      claimed = runSync(update, system).value;
    } catch {
      // Refused, so that nothing may be there.
    }
    const found = runSync(readState(counter), system);
    const value =
      found.status === 'absent' ? found.value : found.status === 'present' && found.value;
    if (!isDeepStrictEqual(value, claimed)) note(findings, 'false-outcome', String(count));
  }
  return findings;
}

export const mutants: readonly Mutant[] = [
  altered('no look before the rename', {
    mistake: () => staleReads('the first'),
    check: inRace(updateAndLockless, isNotOverwritten),
    breaks: 'lost-update',
  }),
  altered('read outside the lock', {
    mistake: () => staleReads('before the lock'),
    check: inRace(twoUpdates),
    breaks: 'lost-update',
  }),
  altered('sweep without the lock', {
    mistake: () => sweepFirst,
    check: inRace(twoUpdates),
    breaks: 'writer-failed',
  }),
  {
    name: 'write without version check',
    check: (withMistake) =>
      checkRace(twoSavers('two who save', withMistake ? saveOverAnything : saveOneMore)),
    breaks: 'lost-update',
  },
  altered('no directory sync when unchanged', {
    mistake: unsyncedDirectories,
    check: inRepetition('updateState to a fixed value'),
    breaks: 'lost',
  }),
  altered('no directory sync when absent already', {
    mistake: unsyncedDirectories,
    check: inRepetition('removeState'),
    breaks: 'lost',
  }),
  {
    name: 'decode result not read back',
    check: (withMistake) => checkReadBack(withMistake ? trusting(counter.codec) : counter.codec),
    breaks: 'false-outcome',
  },
];
