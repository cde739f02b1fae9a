import {
  acquireLock,
  acquireLockSync,
  createFile,
  createFileSync,
  createLock,
  ensureDirectory,
  ensureDirectorySync,
  listOrphans,
  listOrphansSync,
  readRegularFile,
  readRegularFileSync,
  removeFile,
  removeFileSync,
  replaceFile,
  replaceFileSync,
  updateFile,
  updateFileSync,
} from '../../src/index.ts';
import * as operations from '../../src/operations.ts';

/** One use of the public API, in its own directory, and the operation behind it. */
export interface Scenario {
  readonly name: string;
  /** The files at the start, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether there is a link `link` to `state.json` as well. */
  readonly linked?: boolean;
  readonly sync: (directory: string) => unknown;
  readonly async: (directory: string) => Promise<unknown>;
  readonly operation: (directory: string) => operations.Operation<unknown>;
}

const maxBytes = 1000;
const file = (directory: string): string => `${directory}/state.json`;
const lock = (directory: string): string => `${directory}/state.lock`;
const link = (directory: string): string => `${directory}/link`;
const append = (text = ''): string => `${text}+`;
const deep = (directory: string): string => `${directory}/one/two`;

const replacing = {
  sync: (directory: string) => replaceFileSync(file(directory), 'new'),
  async: (directory: string) => replaceFile(file(directory), 'new'),
  operation: (directory: string) => operations.replaceFile(file(directory), 'new'),
};
const keep = { mode: 'keep', owner: 'keep', parents: true } as const;
const keeping = {
  sync: (directory: string) => replaceFileSync(file(directory), 'new', keep),
  async: (directory: string) => replaceFile(file(directory), 'new', keep),
  operation: (directory: string) => operations.replaceFile(file(directory), 'new', keep),
};
const creating = {
  sync: (directory: string) => createFileSync(file(directory), 'new'),
  async: (directory: string) => createFile(file(directory), 'new'),
  operation: (directory: string) => operations.createFile(file(directory), 'new'),
};
const removing = {
  sync: (directory: string) => removeFileSync(file(directory)),
  async: (directory: string) => removeFile(file(directory)),
  operation: (directory: string) => operations.removeFile(file(directory)),
};
const reading = {
  sync: (directory: string) => readRegularFileSync(file(directory), { maxBytes }),
  async: (directory: string) => readRegularFile(file(directory), { maxBytes }),
  operation: (directory: string) => operations.readRegularFile(file(directory), { maxBytes }),
};
const ensuring = {
  sync: (directory: string) => ensureDirectorySync(deep(directory)),
  async: (directory: string) => ensureDirectory(deep(directory)),
  operation: (directory: string) => operations.ensureDirectory(deep(directory)),
};
const ensuringWhatIsThere = {
  sync: (directory: string) => ensureDirectorySync(directory),
  async: (directory: string) => ensureDirectory(directory),
  operation: (directory: string) => operations.ensureDirectory(directory),
};
const listing = {
  sync: (directory: string) => listOrphansSync(directory),
  async: (directory: string) => listOrphans(directory),
  operation: (directory: string) => operations.listOrphans(directory),
};
const updating = {
  sync: (directory: string) => updateFileSync(link(directory), append, { followLinks: true }),
  async: (directory: string) => updateFile(link(directory), append, { followLinks: true }),
  operation: (directory: string) =>
    operations.updateFile(
      link(directory),
      (text) => operations.effects.invoke(() => append(text)),
      { followLinks: true },
    ),
};
const locking = {
  sync: (directory: string) => acquireLockSync(lock(directory)).release(),
  async: async (directory: string) => (await acquireLock(lock(directory))).release(),
  operation: (directory: string) => operations.withLock(lock(directory), {}, function* () {}),
};

/** The calls that no operation of this package makes, for those that others compose. */
function* journal(directory: string): operations.Operation<void> {
  const { effects } = operations;
  const fd = yield* effects.open(file(directory), 'append', 0);
  yield* effects.ftruncate(fd, 2);
  yield* effects.write(fd, new Uint8Array(3), 0);
  yield* effects.futimes(fd, 1e12, 1e12);
  yield* effects.fsync(fd);
  yield* effects.close(fd);
}
const appending = {
  sync: (directory: string) => operations.runSync(journal(directory)),
  async: (directory: string) => operations.run(journal(directory)),
  operation: journal,
};

const lockingAgain = {
  sync: (directory: string) => {
    using handle = createLock(lock(directory));
    for (let i = 0; i < 3; i += 1) handle.withLockSync(() => {});
  },
  async: async (directory: string) => {
    using handle = createLock(lock(directory));
    for (let i = 0; i < 3; i += 1) await handle.withLock(() => {});
  },
  *operation(directory: string) {
    const kept = operations.keptConnection();
    for (let i = 0; i < 3; i += 1) {
      yield* operations.withLock(lock(directory), { kept }, function* () {});
    }
    yield* operations.closeKept(lock(directory), kept);
  },
};

const there = { 'state.json': 'old' };

export const scenarios: readonly Scenario[] = [
  { name: 'replace', files: there, ...replacing },
  { name: 'replace-nothing', files: {}, ...replacing },
  { name: 'replace-and-keep', files: there, ...keeping },
  { name: 'create', files: {}, ...creating },
  { name: 'create-taken', files: there, ...creating },
  { name: 'remove', files: there, ...removing },
  { name: 'remove-nothing', files: {}, ...removing },
  { name: 'read', files: there, ...reading },
  { name: 'read-nothing', files: {}, ...reading },
  { name: 'new-directories', files: {}, ...ensuring },
  { name: 'existing-directory', files: {}, ...ensuringWhatIsThere },
  { name: 'list-orphans', files: { '.state.json.000000000000.tmp': 'torn' }, ...listing },
  { name: 'update-behind-link', files: there, linked: true, ...updating },
  { name: 'first-lock', files: {}, ...locking },
  { name: 'append', files: there, ...appending },
  { name: 'existing-lock', files: { 'state.lock': '' }, ...locking },
  { name: 'lock-of-a-handle', files: { 'state.lock': '' }, ...lockingAgain },
];
