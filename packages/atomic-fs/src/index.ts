export type { DirectoryOptions } from './directory/ensure-directory.ts';
export {
  AtomicWriteError,
  errnoOf,
  FileReadError,
  FileTooLargeError,
  LockLostError,
  LockTimeoutError,
  LockUnavailableError,
  type LockUnavailableReason,
  NotRegularFileError,
  UnsafeFileError,
  UnusableDirectoryError,
  type WriteOutcome,
  type WriteStep,
} from './errors.ts';
export type { Data, WriteOptions } from './file/content.ts';
export type { ReadOptions, RegularFile } from './file/read-regular-file.ts';
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
} from './files.ts';
export type { LockOptions } from './lock/file-lock.ts';
export type { AcquireOptions, BodyArguments, FileLock } from './lock/hold-lock.ts';
export type { Orphan, OrphanChoice } from './lock/orphans.ts';
export { createLock, type LockHandle } from './lock-handle.ts';
export { acquireLock, acquireLockSync, withLock, withLockSync } from './locks.ts';
export type { FileKind } from './operation/system.ts';
export type { Path } from './options/path.ts';
