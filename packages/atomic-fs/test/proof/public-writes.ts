import { dirname } from 'node:path';
import {
  closeKept,
  createFile,
  effects,
  ensureDirectory,
  keptConnection,
  listOrphans,
  moveAside,
  type Operation,
  readRegularFile,
  removeFile,
  removeOrphans,
  replaceFile,
  type UpdateOptions,
  underLockOf,
  updateFile,
  withLock,
} from '../../src/operations.ts';
import {
  createMachine,
  type Machine,
  type Planted,
  type ProcessOptions,
} from '../../src/testing.ts';

/** One public write, and what may be at its path around it. */
export interface PublicWrite {
  readonly name: string;
  readonly machine: Machine;
  readonly path: string;
  readonly write: () => Operation<unknown>;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly process: ProcessOptions;
  /** The names that may be left in the directory besides the file and its lock. */
  readonly beside: readonly string[];
  /** Whether doing it twice is the same as doing it once. */
  readonly repeatable: boolean;
}

export const path = '/home/me/state.json';
export const lockPath: string = lockOf(path);
const orphan = '/home/me/.state.json.000000000000.tmp';
const lockOrphan = '/home/me/.state.json.lock.000000000000.tmp';

export function lockOf(target: string): string {
  return `${target}.lock`;
}

/** Read, change, write under the lock. */
export function update(letter: string, options: UpdateOptions = {}): Operation<unknown> {
  const change = (text = ''): Operation<string> => effects.invoke(() => text + letter);
  return updateFile(options.followLinks ? link : path, change, { lockPath, ...options });
}

/** An update by a handle that had the lock before: what every package of the family does in it. */
export function* updateByHandle(letter: string): Operation<unknown> {
  const kept = keptConnection();
  try {
    yield* withLock(lockPath, { kept }, () => effects.invoke(() => {}));
    return yield* underLockOf(path, { lockPath, kept }, () => added(letter));
  } finally {
    yield* closeKept(lockPath, kept);
  }
}

function* added(letter: string): Operation<void> {
  const file = yield* readRegularFile(path, { maxBytes: 1 << 20, private: 'check' });
  yield* replaceFile(path, new TextDecoder().decode(file?.bytes) + letter);
}

/** Writes under the lock, whatever is there. */
export function* nextLockedWrite(target: string, text: string): Operation<void> {
  yield* ensureDirectory(dirname(target));
  yield* underLockOf(target, { lockPath: lockOf(target) }, () => replaceFile(target, text));
}

const hourMs = 60 * 60 * 1000;

/**
 * The next write after a crash, an hour later: then it also removes what a killed creator of the
 * lock file has left.
 */
export function* recovery(target: string, text: string): Operation<void> {
  yield* effects.pause(hourMs);
  yield* nextLockedWrite(target, text);
}

/** A content that differs in every block. */
function blocks(letter: string, count: number): string {
  return Array.from({ length: count }, (_, at) => `${letter}${at}`.padEnd(4096, letter)).join('');
}

type Settings = Pick<PublicWrite, 'write' | 'before' | 'after'> &
  Partial<Pick<PublicWrite, 'path' | 'process' | 'beside' | 'repeatable'>> & {
    /** What is there besides the file. */
    readonly files?: Readonly<Record<string, Planted>>;
  };

function publicWrite(name: string, settings: Settings): PublicWrite {
  const { files = {}, ...rest } = settings;
  const file = settings.before === undefined || settings.path ? {} : { [path]: settings.before };
  const home = { '/home/me': { kind: 'directory' } } as const;
  const machine = createMachine({ files: { ...home, ...file, ...files } });
  return { name, path, machine, process: {}, beside: [], repeatable: false, ...rest };
}

const link = '/home/me/link';
const linked = {
  files: { [link]: { kind: 'symlink', leadsTo: 'state.json' } },
  beside: [link],
} as const;
const deepPath = '/home/me/new/deep/state.json';

const replacing: readonly PublicWrite[] = [
  publicWrite('replaceFile over a file', {
    before: 'old',
    after: 'new',
    write: () => replaceFile(path, 'new'),
  }),
  publicWrite('replaceFile where nothing is', {
    before: undefined,
    after: 'new',
    write: () => replaceFile(path, 'new'),
    repeatable: true,
  }),
  publicWrite('replaceFile with nothing in it', {
    before: 'old',
    after: '',
    write: () => replaceFile(path, ''),
  }),
  ...[2, 4, 5, 10].map((count) =>
    publicWrite(`replaceFile with ${count} blocks`, {
      before: blocks('o', 2),
      after: blocks('n', count),
      write: () => replaceFile(path, blocks('n', count)),
    }),
  ),
  ...[0o000, 0o077, 0o277, 0o777].map((umask) =>
    publicWrite(`replaceFile under umask 0${umask.toString(8)}`, {
      before: 'old',
      after: 'new',
      write: () => replaceFile(path, 'new'),
      process: { umask },
    }),
  ),
  publicWrite("replaceFile with mode 'keep' under umask 0777", {
    path: '/home/me/read-only.json',
    before: 'old',
    after: 'new',
    write: () => replaceFile('/home/me/read-only.json', 'new', { mode: 'keep' }),
    files: { '/home/me/read-only.json': { content: 'old', mode: 0o400 } },
    process: { umask: 0o777 },
  }),
  publicWrite('replaceFile through a link', {
    before: 'old',
    after: 'new',
    write: () => replaceFile(link, 'new', { followLinks: true }),
    ...linked,
  }),
  publicWrite('replaceFile through a link to nothing', {
    before: undefined,
    after: 'new',
    write: () => replaceFile(link, 'new', { followLinks: true }),
    repeatable: true,
    ...linked,
  }),
  publicWrite('replaceFile in directories that are missing', {
    path: deepPath,
    before: undefined,
    after: 'new',
    write: () => replaceFile(deepPath, 'new', { parents: true }),
    repeatable: true,
  }),
  publicWrite('replaceFile of what a killed creator gave two names', {
    before: 'old',
    after: 'new',
    write: () => replaceFile(path, 'new'),
    files: { [orphan]: { linkOf: path } },
  }),
];

const creating: readonly PublicWrite[] = [
  publicWrite('createFile', {
    before: undefined,
    after: 'new',
    write: () => createFile(path, 'new'),
  }),
  publicWrite('createFile with 3 blocks', {
    before: undefined,
    after: blocks('n', 3),
    write: () => createFile(path, blocks('n', 3)),
  }),
  publicWrite('createFile under umask 0777', {
    before: undefined,
    after: 'new',
    write: () => createFile(path, 'new'),
    process: { umask: 0o777 },
  }),
  publicWrite('createFile through a link, in a directory that is missing', {
    path: deepPath,
    before: undefined,
    after: 'new',
    write: () => createFile(link, 'new', { followLinks: true, parents: true }),
    files: { [link]: { kind: 'symlink', leadsTo: 'new/deep/state.json' } },
  }),
  publicWrite('createFile of a name that is taken', {
    before: 'old',
    after: 'old',
    write: () => createFile(path, 'new'),
  }),
  publicWrite('createFile of a name that a killed creator took', {
    before: 'old',
    after: 'old',
    write: () => createFile(path, 'new'),
    files: { [orphan]: { linkOf: path } },
  }),
];

const removing: readonly PublicWrite[] = [
  publicWrite('removeFile', {
    before: 'old',
    after: undefined,
    write: () => removeFile(path),
    repeatable: true,
  }),
  publicWrite('removeFile of nothing', {
    before: undefined,
    after: undefined,
    write: () => removeFile(path),
  }),
  publicWrite('removeFile of what a killed creator gave two names', {
    before: 'old',
    after: undefined,
    write: () => removeFile(path),
    files: { [orphan]: { linkOf: path } },
  }),
  publicWrite('moveAside under the lock', {
    before: 'old',
    after: undefined,
    write: () => underLockOf(path, { lockPath }, () => moveAside(path, `${path}.damaged`)),
    beside: [`${path}.damaged`],
  }),
];

const directory = '<directory>';
const directories: readonly PublicWrite[] = [
  ['ensureDirectory of what is there', '/home/me', directory] as const,
  ['ensureDirectory of one', '/home/me/one', undefined] as const,
  ['ensureDirectory of two', '/home/me/one/two', undefined] as const,
].map(([name, made, before]) =>
  publicWrite(name, {
    path: made,
    before,
    after: directory,
    write: () => ensureDirectory(made),
    repeatable: true,
  }),
);
const exactDirectories: readonly PublicWrite[] = [
  publicWrite('ensureDirectory of two, the mode wider than the umask', {
    path: '/home/me/one/two',
    before: undefined,
    after: directory,
    write: () => ensureDirectory('/home/me/one/two', { mode: 0o755 }),
    process: { umask: 0o077 },
    repeatable: true,
  }),
];

const locking: readonly PublicWrite[] = [
  publicWrite('a locked update, the first to lock', {
    before: 'old',
    after: 'old+',
    write: () => update('+'),
  }),
  publicWrite('a locked update', {
    before: 'old',
    after: 'old+',
    write: () => update('+'),
    files: { [lockPath]: '' },
  }),
  publicWrite('a locked update by a handle', {
    before: 'old',
    after: 'old+',
    write: () => updateByHandle('+'),
    files: { [lockPath]: '' },
  }),
  publicWrite('a locked update under umask 0777', {
    before: 'old',
    after: 'old+',
    write: () => update('+'),
    process: { umask: 0o777 },
  }),
  publicWrite('a locked update after killed writers', {
    before: 'old',
    after: 'old+',
    write: () => update('+'),
    files: { [lockPath]: '', [orphan]: 'torn', [lockOrphan]: { linkOf: lockPath } },
  }),
  publicWrite('a locked update in a new directory', {
    path: '/home/me/new/state.json',
    before: undefined,
    after: 'first',
    write: () => nextLockedWrite('/home/me/new/state.json', 'first'),
  }),
  publicWrite('a locked update where nothing is', {
    before: undefined,
    after: '+',
    write: () => update('+'),
    files: { [lockPath]: '' },
  }),
  publicWrite('a locked update to a text that is there', {
    before: 'old',
    after: 'old',
    write: () => update(''),
    files: { [lockPath]: '' },
    repeatable: true,
  }),
  publicWrite('a locked update through a link', {
    before: 'old',
    after: 'old+',
    write: () => update('+', { followLinks: true }),
    files: { ...linked.files, [lockPath]: '' },
    beside: [link],
  }),
  publicWrite('removeFile under the lock', {
    before: 'old',
    after: undefined,
    write: () => underLockOf(path, { lockPath }, () => removeFile(path)),
  }),
  publicWrite('removeOrphans of one target', {
    before: 'old',
    after: 'old',
    write: () => removeOrphans('/home/me', { target: path, lockPath }),
    files: { [orphan]: 'torn', [lockOrphan]: '' },
  }),
  publicWrite('removeOrphans of an age', {
    before: 'old',
    after: 'old',
    write: () => removeOrphans('/home/me', { olderThanMs: 1000 }),
    files: { [orphan]: 'torn', [lockOrphan]: '' },
  }),
];

export const publicWrites: readonly PublicWrite[] = [
  ...replacing,
  ...creating,
  ...removing,
  ...directories,
  ...exactDirectories,
  ...locking,
];

/** Operations that write nothing that a reader reads, but can fail as well. */
export const otherOperations: readonly PublicWrite[] = [
  publicWrite('readRegularFile', {
    before: 'old',
    after: 'old',
    write: () => readRegularFile(path, { maxBytes: 1000, private: 'repair' }),
  }),
  publicWrite('readRegularFile through a link', {
    before: 'old',
    after: 'old',
    write: () => readRegularFile(link, { maxBytes: 1000, followLinks: true, private: 'check' }),
    ...linked,
  }),
  publicWrite('readRegularFile of what a killed creator gave two names', {
    before: 'old',
    after: 'old',
    write: () => readRegularFile(path, { maxBytes: 1000 }),
    files: { [orphan]: { linkOf: path } },
  }),
  publicWrite('listOrphans', {
    before: 'old',
    after: 'old',
    write: () => listOrphans('/home/me'),
    files: { [orphan]: 'torn', [lockOrphan]: '' },
  }),
  publicWrite('withLock', {
    before: 'old',
    after: 'old',
    write: () => withLock(lockPath, {}, function* () {}),
    files: { [lockPath]: '' },
  }),
];
