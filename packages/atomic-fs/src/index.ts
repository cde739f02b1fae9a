export {
  ensureDirectory,
  ensureDirectorySync,
  listOrphans,
  listOrphansSync,
  removeOrphans,
  removeOrphansSync,
} from './directories.ts';
export type { DirectoryOptions } from './directory/ensure-directory.ts';
export {
  AtomicWriteError,
  errnoOf,
  FileConflictError,
  FileReadError,
  FileTooLargeError,
  LockLostError,
  LockTimeoutError,
  LockUnavailableError,
  type LockUnavailableReason,
  NotRegularFileError,
  NotUtf8Error,
  UnsafeFileError,
  UnusableDirectoryError,
  type WriteOutcome,
  type WriteStep,
} from './errors.ts';
export {
  createFile,
  createFileSync,
  readRegularFile,
  readRegularFileSync,
  removeFile,
  removeFileSync,
  replaceFile,
  replaceFileSync,
} from './files.ts';
export type { LockOptions } from './lock/file-lock.ts';
export type { AcquireOptions, BodyArguments, FileLock } from './lock/hold-lock.ts';
export type { Orphan } from './lock/orphans.ts';
export { createLock, type LockHandle } from './lock-handle.ts';
export { acquireLock, acquireLockSync, withLock, withLockSync } from './locks.ts';
export type { BlockingOptions, TurnOptions } from './operation/run-options.ts';
export type { FileKind } from './operation/system.ts';
export type { Data } from './options/data.ts';
export type { OrphanChoice, OrphansByAge, OrphansOfTarget } from './options/orphan-choice.ts';
export type { Path } from './options/path.ts';
export type { Bytes, ReadOptions, RegularFile } from './read/read-regular-file.ts';
export type { ReadTextOptions } from './read/read-text-file.ts';
export {
  readTextFile,
  readTextFileSync,
  type UpdateFileOptions,
  updateFile,
  updateFileSync,
} from './text-files.ts';
export type { WriteOptions } from './write/content.ts';
export type { RemoveOptions } from './write/remove-file.ts';
export type { UpdateOptions } from './write/update-file.ts';
