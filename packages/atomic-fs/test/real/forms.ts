import * as atomic from '../../src/index.ts';

/**
 * The functions of one form, all of them asynchronous, so that one table of tests runs with both.
 */
interface Form {
  readonly form: 'sync' | 'async';
  readonly replaceFile: typeof atomic.replaceFile;
  readonly createFile: typeof atomic.createFile;
  readonly removeFile: typeof atomic.removeFile;
  readonly readRegularFile: typeof atomic.readRegularFile;
  readonly readTextFile: typeof atomic.readTextFile;
  readonly updateFile: typeof atomic.updateFile;
  readonly ensureDirectory: typeof atomic.ensureDirectory;
  readonly listOrphans: typeof atomic.listOrphans;
  readonly removeOrphans: typeof atomic.removeOrphans;
  readonly acquireLock: (
    path: string,
    options?: { readonly timeoutMs?: number },
  ) => Promise<atomic.FileLock>;
  readonly withLock: <T>(
    path: string,
    ...args: [body: () => T] | [options: { readonly timeoutMs?: number } | undefined, body: () => T]
  ) => Promise<T>;
}

export const forms: readonly Form[] = [
  { form: 'async', ...atomic },
  {
    form: 'sync',
    replaceFile: async (...args) => atomic.replaceFileSync(...args),
    createFile: async (...args) => atomic.createFileSync(...args),
    removeFile: async (...args) => atomic.removeFileSync(...args),
    readRegularFile: async (...args) => atomic.readRegularFileSync(...args),
    readTextFile: async (...args) => atomic.readTextFileSync(...args),
    updateFile: async (...args) => atomic.updateFileSync(...args),
    ensureDirectory: async (...args) => atomic.ensureDirectorySync(...args),
    listOrphans: async (directory) => atomic.listOrphansSync(directory),
    removeOrphans: async (directory, choice) => atomic.removeOrphansSync(directory, choice),
    acquireLock: async (...args) => atomic.acquireLockSync(...args),
    withLock: async (path, ...args) => atomic.withLockSync(path, ...args),
  },
];
