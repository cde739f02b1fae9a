import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type Machine,
  type Outcome,
  type Planted,
} from '@missionctl/atomic-fs/testing';
import {
  createState,
  quarantineState,
  readState,
  removeState,
  saveState,
} from '../../src/operations.ts';
import { asideOf, counter, counterText, directory, increment, lockPath, path } from './counter.ts';
import type { Rule } from './findings.ts';
import { readAndSave } from './writes.ts';

type Outcomes = readonly Outcome<unknown>[];

/** What a reader finds: a count, that nothing is there, or text that is no counter. */
export type Seen = number | 'absent' | 'damaged';

/** Some that work on one file at once, and what may be seen of it. */
export interface Race {
  readonly name: string;
  readonly machine: Machine;
  readonly path: string;
  readonly writers: readonly (() => Operation<unknown>)[];
  /** Which rule is broken when this is there, and this has become of the writers. */
  readonly breaks: (seen: Seen, outcomes: Outcomes) => Rule | undefined;
  /** Codes of errors with which one of them may end. */
  readonly mayFail: readonly string[];
}

type Given = Pick<Race, 'writers' | 'breaks'> &
  Partial<Pick<Race, 'path' | 'mayFail'>> & {
    readonly files?: Readonly<Record<string, Planted>>;
  };

const locked = { [path]: counterText(0), [lockPath]: '' };
const damaged = { [path]: '{"cou', [lockPath]: '' };
const unlockedAbsent = { [lockPath]: '' };

function race(name: string, { files = locked, ...given }: Given): Race {
  const machine = createMachine({ files: { [directory]: { kind: 'directory' }, ...files } });
  return { name, machine, path, mayFail: [], ...given };
}

const returned = (outcome: Outcome<unknown> | undefined): boolean => outcome?.status === 'returned';
const answerOf = (outcome: Outcome<unknown> | undefined): unknown =>
  outcome?.status === 'returned' ? outcome.value : undefined;

/** How many have returned. */
const returnedOf = (outcomes: Outcomes): number => outcomes.filter(returned).length;

/** At least what has returned was added, and at most what has begun. */
function counts(from: number): Race['breaks'] {
  return (seen, outcomes) => {
    if (typeof seen !== 'number') return seen === 'absent' && from === 0 ? lost(outcomes) : 'torn';
    if (seen > from + outcomes.length) return 'torn';
    return seen < from + returnedOf(outcomes) ? 'lost-update' : undefined;
  };
}

const lost = (outcomes: Outcomes): Rule | undefined =>
  outcomes.some(returned) ? 'lost' : undefined;

const remove = () => removeState(counter);
const quarantine = () => quarantineState(counter, { to: asideOf(path) });
const create = (count: number) => () => createState(counter, { count });

function* read(): Operation<Seen> {
  const state = yield* readState(counter);
  return state.status === 'present' ? state.value.count : state.status;
}

/** Reads, and saves one more over the version that was read. */
export function* saveOneMore(): Operation<string> {
  const state = yield* readState(counter);
  if (state.status !== 'present') return state.status;
  const count = state.value.count + 1;
  return (yield* saveState(counter, { count }, { expecting: state.version })).status;
}

/** Another file renamed over it, in one call, by a writer that takes no lock. */
const lockless = () => effects.rename(`${directory}/theirs`, path);
export const theirCount = 100;

export const twoUpdates: Race = race('two updates', {
  writers: [() => increment(), () => increment()],
  breaks: counts(0),
});

/** Whether each saver that got `saved` has added one, whichever way it read. */
export function twoSavers(name: string, save: () => Operation<unknown>): Race {
  return race(name, {
    writers: [save, save],
    breaks: (seen, outcomes) => {
      if (typeof seen !== 'number') return 'torn';
      const saved = outcomes.filter((each) => answerOf(each) === 'saved').length;
      if (outcomes.every(returned) && saved === 0) return 'lost';
      return seen < saved ? 'lost-update' : undefined;
    },
  });
}

/** Whoever reads, the second, has seen a state that was there. */
function reads(writer: () => Operation<unknown>, before: Seen, after: Seen): Given {
  return {
    writers: [writer, read],
    breaks: (seen, [first, reader]) => {
      const states = [before, after];
      if (!states.includes(seen)) return 'torn';
      if (reader?.status === 'returned' && !states.includes(reader.value as Seen)) return 'torn';
      return returned(first) && seen !== after ? 'lost' : undefined;
    },
  };
}

/** The last of its writers takes no lock. */
function raceWithLockless(name: string, updates: number): Race {
  const updaters = Array.from({ length: updates }, () => () => increment());
  return race(name, {
    files: { ...locked, [`${directory}/theirs`]: counterText(theirCount) },
    writers: [...updaters, lockless],
    breaks: (seen) => {
      if (typeof seen !== 'number') return 'torn';
      return seen <= updates || (seen >= theirCount && seen <= theirCount + updates)
        ? undefined
        : 'torn';
    },
  });
}

export const updateAndLockless: Race = raceWithLockless(
  'an update and a writer without the lock',
  1,
);

/** Races in which the last writer takes no lock. */
export const locklessRaces: readonly Race[] = [
  updateAndLockless,
  raceWithLockless('two updates and a writer without the lock', 2),
];

export const races: readonly Race[] = [
  twoUpdates,
  race('two updates where nothing is', {
    files: unlockedAbsent,
    writers: [() => increment(), () => increment()],
    breaks: counts(0),
  }),
  race('two creations', {
    files: unlockedAbsent,
    writers: [create(1), create(2)],
    breaks: (seen, outcomes) => {
      const winners = outcomes.flatMap((each, at) => (answerOf(each) === true ? [at + 1] : []));
      if (winners.length > 1) return 'two-winners';
      if (outcomes.every(returned) && winners.length === 0) return 'lost';
      if (seen === 'damaged') return 'torn';
      return winners.length === 1 && seen !== winners[0] ? 'lost' : undefined;
    },
  }),
  race('a creation and an update', {
    files: unlockedAbsent,
    writers: [create(10), () => increment()],
    breaks: (seen, [creator, updater]) => {
      if (seen === 'damaged') return 'torn';
      if (answerOf(creator) === true && returned(updater)) return seen === 11 ? undefined : 'lost';
      if (answerOf(creator) === false && returned(updater)) return seen === 1 ? undefined : 'lost';
      return undefined;
    },
  }),
  race('an update and a removal', {
    writers: [() => increment(), remove],
    breaks: (seen, [updater, remover]) => {
      if (seen === 'damaged') return 'torn';
      if (!returned(updater) || !returned(remover)) return undefined;
      // Removed last, or counted from nothing.
      return seen === 'absent' || seen === 1 ? undefined : 'lost-update';
    },
  }),
  twoSavers('two who save over what they have read', saveOneMore),
  race('an update, and one who saves over what it has read', {
    writers: [() => increment(), () => readAndSave(50)],
    breaks: (seen, [updater, saver]) => {
      if (typeof seen !== 'number') return 'torn';
      if (!returned(updater) || !returned(saver)) return undefined;
      const expected = answerOf(saver) === 'saved' ? [50, 51] : [1];
      return expected.includes(seen) ? undefined : 'lost-update';
    },
  }),
  race(
    'an update and a reader',
    reads(() => increment(), 0, 1),
  ),
  race('a creation and a reader', {
    files: unlockedAbsent,
    ...reads(create(1), 'absent', 1),
  }),
  race('a removal and a reader', reads(remove, 0, 'absent')),
  race('two who quarantine', {
    files: damaged,
    writers: [quarantine, quarantine],
    breaks: (seen, outcomes) => {
      const movers = outcomes.filter((each) => answerOf(each) !== undefined).length;
      if (movers > 1) return 'two-winners';
      if (outcomes.every(returned) && movers === 0) return 'lost';
      return movers === 1 && seen !== 'absent' ? 'lost' : undefined;
    },
  }),
  race('one who quarantines, and an update', {
    files: damaged,
    writers: [quarantine, () => increment()],
    breaks: (seen, [, updater]) => (returned(updater) && seen !== 1 ? 'lost' : undefined),
    mayFail: ['ERR_STATE_DAMAGED'],
  }),
];
