/**
 * The operations behind the package's functions: generators that yield each system call as data.
 * Compose them with `yield*` into operations of your own, and run those with `run` or `runSync`.
 *
 * They are for code that has made its arguments itself: a path is an absolute string in normal form,
 * and no option is checked. What comes from elsewhere goes through the functions of the package.
 *
 * @module
 */
export { type CheckDirectoryOptions, checkDirectory } from './directory/check-directory.ts';
export { ensureDirectory } from './directory/ensure-directory.ts';
export { type Access, refuseForeign, refuseWritable } from './directory/ownership.ts';
export { closeQuietly, syncDirectory } from './directory/sync-directory.ts';
export { type TakeOptions, withLock } from './lock/file-lock.ts';
export { closeKept, type KeptConnection, keptConnection } from './lock/kept-connection.ts';
export type { OpenedLock } from './lock/lock-file.ts';
export { listOrphans, type OrphanSelection, removeOrphans } from './lock/orphans.ts';
export { pathsBesideLock } from './lock/paths-beside-lock.ts';
export { removeLock } from './lock/remove-lock.ts';
export { type UnderLockOptions, underLockOf } from './lock/under-lock.ts';
export { childPath } from './name/child-path.ts';
export { nodeSystem } from './node/node-system.ts';
export { answeredBy } from './operation/answered-by.ts';
/** The single calls as operations: what all other operations are composed of. */
export * as effects from './operation/effects.ts';
export { run } from './operation/run.ts';
export type { BlockingOptions, RunOptions, TurnOptions } from './operation/run-options.ts';
export { runSync } from './operation/run-sync.ts';
export type {
  Call,
  Effect,
  FileFacts,
  FileKind,
  Host,
  LockConnection,
  OpenIntent,
  Operation,
  System,
  Turn,
} from './operation/system.ts';
/** The checks of the package's functions, for packages whose functions check their own arguments. */
export { abortSignal, milliseconds } from './options/check-options.ts';
export { absolutePath } from './options/path.ts';
export { outOfRange, wrongType, wrongValue } from './options/wrong-argument.ts';
export { lookAgain } from './read/look-again.ts';
export { readRegularFile } from './read/read-regular-file.ts';
export { type ReadTextOptions, readTextFile } from './read/read-text-file.ts';
export { createFile } from './write/create-file.ts';
export { moveAside } from './write/move-aside.ts';
export { removeFile } from './write/remove-file.ts';
export {
  type ReplaceOptions,
  replaceFile,
  syncEarlierChange,
} from './write/replace-file.ts';
export { type UpdateOptions, updateFile } from './write/update-file.ts';
export { inTurn } from './write/write-in-turn.ts';
