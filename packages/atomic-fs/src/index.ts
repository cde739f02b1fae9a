export type { Data, WriteOptions } from './content.ts';
export {
  createFile,
  createFileSync,
  ensureDirectory,
  ensureDirectorySync,
  listOrphans,
  listOrphansSync,
  readRegularFile,
  readRegularFileSync,
  removeFile,
  removeFileSync,
  removeOrphans,
  removeOrphansSync,
  replaceFile,
  replaceFileSync,
} from './door.ts';
export type { DirectoryOptions } from './ensure-directory.ts';
export {
  AtomicWriteError,
  errnoOf,
  FileReadError,
  FileTooLargeError,
  LockTimeoutError,
  LockUnavailableError,
  NotRegularFileError,
  UnsafeFileError,
  UnusableDirectoryError,
  type WriteOutcome,
  type WriteStep,
} from './errors.ts';
export type { LockOptions } from './file-lock.ts';
export {
  type AcquireOptions,
  acquireLock,
  acquireLockSync,
  type FileLock,
  withLock,
  withLockSync,
} from './lock-door.ts';
export type { Orphan, OrphanChoice } from './orphans.ts';
export type { ReadOptions, RegularFile } from './read-regular-file.ts';
