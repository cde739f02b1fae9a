import {
  createFile,
  ensureDirectory,
  type Operation,
  readRegularFile,
  removeFile,
  replaceFile,
} from '../../src/operations.ts';
import { createMachine, type Machine, type Outcome, type Planted } from '../../src/testing.ts';
import type { Rule } from './findings.ts';
import { lockPath, nextLockedWrite, path, update, updateByHandle } from './public-writes.ts';

type Content = string | undefined;
type Outcomes = readonly Outcome<unknown>[];

/** Two concurrent operations on one path, and the contents that a reader may see. */
export interface Race {
  readonly name: string;
  readonly machine: Machine;
  readonly path: string;
  readonly writers: readonly (() => Operation<unknown>)[];
  /** The rule that a content breaks, given the outcomes of the writers at that moment. */
  readonly breaks: (seen: Content, outcomes: Outcomes) => Rule | undefined;
  /** Whether a writer may fail, if it reports that and has changed nothing. */
  readonly mayRefuse: boolean;
}

const home = { '/home/me': { kind: 'directory' } } as const;
const newPath = '/home/me/new/state.json';

type Settings = Pick<Race, 'writers' | 'breaks'> &
  Partial<Pick<Race, 'path' | 'mayRefuse'>> & {
    readonly files?: Readonly<Record<string, Planted>>;
  };

function race(name: string, { files = {}, ...settings }: Settings): Race {
  const machine = createMachine({ files: { ...home, ...files } });
  return { name, machine, path, mayRefuse: false, ...settings };
}

type Start = () => Operation<unknown>;
const replaceBy =
  (content: string): Start =>
  () =>
    replaceFile(path, content);
const createAs =
  (content: string): Start =>
  () =>
    createFile(path, content);
const remove: Start = () => removeFile(path);
const read: Start = () => readRegularFile(path, { maxBytes: 1000, private: 'check' });

/** One of these contents; once any writer has returned, not the old one. */
function oneOf(before: Content, ...written: Content[]): Race['breaks'] {
  return (seen, outcomes) => {
    if (written.includes(seen)) return undefined;
    if (seen !== before) return 'torn';
    return outcomes.some(hasWritten) ? 'lost' : undefined;
  };
}

/** Each letter once, and the letter of every writer that has returned. */
function everyLetter(start: string, ...letters: string[]): Race['breaks'] {
  return (seen, outcomes) => {
    const added = seen?.startsWith(start) ? [...seen.slice(start.length)] : undefined;
    if (added === undefined || !added.every((each) => letters.includes(each))) return 'torn';
    const due = letters.filter((_, writer) => hasReturned(outcomes[writer]));
    return due.every((each) => added.includes(each)) ? undefined : 'lost-update';
  };
}

/** Of all that have returned, one got `true`, as soon as all have. */
function oneWinner(breaks: Race['breaks']): Race['breaks'] {
  return (seen, outcomes) => {
    const winners = outcomes.filter(answeredTrue);
    if (winners.length > 1) return 'two-winners';
    if (outcomes.every(hasReturned) && winners.length === 0) return 'lost';
    return breaks(seen, outcomes);
  };
}

/** A creator that got `false` has written nothing, and what it saw may not be durable yet. */
function hasWritten(outcome: Outcome<unknown>): boolean {
  return outcome.status === 'returned' && outcome.value !== false;
}

function hasReturned(outcome: Outcome<unknown> | undefined): boolean {
  return outcome?.status === 'returned';
}

function answeredTrue(outcome: Outcome<unknown> | undefined): boolean {
  return outcome?.status === 'returned' && outcome.value === true;
}

/** The second one is a reader; its result must be a content that some moment allows. */
function readWhole(before: Content, written: Content): Race['breaks'] {
  return (seen, [writer, reader]) => {
    if (reader?.status === 'returned' && ![before, written].includes(textOf(reader.value))) {
      return 'torn';
    }
    return oneOf(before, written)(seen, writer === undefined ? [] : [writer]);
  };
}

function textOf(read: unknown): Content {
  const file = read as { readonly bytes: Uint8Array } | undefined;
  return file && new TextDecoder().decode(file.bytes);
}

const old = { [path]: 'old' };

/** Writers under a lock file that none of them can write, so none can take the lock. */
export const readOnlyLock: Race = race('two updates under a lock that cannot be written', {
  files: { ...old, [lockPath]: { mode: 0o400 } },
  writers: [() => update('a'), () => update('b')],
  breaks: everyLetter('old', 'a', 'b'),
  mayRefuse: true,
});

export const twoReplacements: Race = race('two replacements', {
  files: old,
  writers: [replaceBy('A'), replaceBy('B')],
  breaks: oneOf('old', 'A', 'B'),
});

export const races: readonly Race[] = [
  twoReplacements,
  race('two replacements of nothing', {
    writers: [replaceBy('A'), replaceBy('B')],
    breaks: oneOf(undefined, 'A', 'B'),
  }),
  race('two creations', {
    writers: [createAs('A'), createAs('B')],
    breaks: oneWinner(oneOf(undefined, 'A', 'B')),
  }),
  race('a creation and a replacement', {
    writers: [createAs('A'), replaceBy('B')],
    breaks: (seen, outcomes) => {
      if (hasReturned(outcomes[1]) && seen !== 'B') return 'lost';
      return oneOf(undefined, 'A', 'B')(seen, outcomes);
    },
  }),
  race('a replacement and a removal', {
    files: old,
    writers: [replaceBy('A'), remove],
    breaks: oneOf('old', 'A', undefined),
  }),
  race('two removals', {
    files: old,
    writers: [remove, remove],
    breaks: oneWinner(oneOf('old', undefined)),
  }),
  race('a creation and a removal', {
    writers: [createAs('A'), remove],
    breaks: (seen, [creator, remover]) => {
      if (answeredTrue(remover) && seen !== undefined) return 'lost';
      if (answeredTrue(creator) && hasReturned(remover) && !answeredTrue(remover)) {
        return seen === 'A' ? undefined : 'lost';
      }
      return oneOf(undefined, 'A')(seen, []);
    },
  }),
  race('a replacement and a reader', {
    files: old,
    writers: [replaceBy('A'), read],
    breaks: readWhole('old', 'A'),
  }),
  race('a creation and a reader', {
    writers: [createAs('A'), read],
    breaks: readWhole(undefined, 'A'),
  }),
  race('two locked updates', {
    files: { ...old, [lockPath]: '' },
    writers: [() => update('a'), () => update('b')],
    breaks: everyLetter('old', 'a', 'b'),
  }),
  race('a locked update by a handle and one without', {
    files: { ...old, [lockPath]: '' },
    writers: [() => updateByHandle('a'), () => update('b')],
    breaks: everyLetter('old', 'a', 'b'),
  }),
  race('a locked update and a reader', {
    files: { ...old, [lockPath]: '' },
    writers: [() => update('+'), read],
    breaks: readWhole('old', 'old+'),
  }),
  race('a locked update and a replacement without the lock', {
    files: { ...old, [lockPath]: '' },
    writers: [() => update('+'), replaceBy('B')],
    breaks: oneOf('old', 'old+', 'B', 'B+'),
    mayRefuse: true,
  }),
  race('two locked updates, the first to lock', {
    files: old,
    writers: [() => update('a'), () => update('b')],
    breaks: everyLetter('old', 'a', 'b'),
  }),
  race('two locked writes in a new directory', {
    path: newPath,
    writers: [() => nextLockedWrite(newPath, 'A'), () => nextLockedWrite(newPath, 'B')],
    breaks: oneOf(undefined, 'A', 'B'),
  }),
  race('two makers of one directory', {
    path: '/home/me/one/two',
    writers: [() => ensureDirectory('/home/me/one/two'), () => ensureDirectory('/home/me/one/two')],
    breaks: oneOf(undefined, '<directory>'),
  }),
  // The holder of the lock removes the pending file of a writer that takes no lock.
  race('a locked write and a replacement without the lock', {
    files: old,
    writers: [() => nextLockedWrite(path, 'A'), replaceBy('B')],
    breaks: oneOf('old', 'A', 'B'),
    mayRefuse: true,
  }),
  race('a locked write and a creation without the lock', {
    writers: [() => nextLockedWrite(path, 'A'), createAs('B')],
    breaks: oneOf(undefined, 'A', 'B'),
    mayRefuse: true,
  }),
  readOnlyLock,
];
