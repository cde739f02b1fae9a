/**
 * The operations as operations: generators that yield each system call as data. Compose them with
 * `yield*` into operations of your own, and run those with `run` or `runSync`.
 */
export { createFile } from './create-file.ts';
export * as effects from './effects.ts';
export { ensureDirectory } from './ensure-directory.ts';
export { withLock } from './file-lock.ts';
export { guardDirectory } from './guard-directory.ts';
export { moveAside } from './move-aside.ts';
export { nodeSystem } from './node-system.ts';
export { listOrphans, removeOrphans, underLockOf } from './orphans.ts';
export { pathIn } from './path-in.ts';
export { readRegularFile } from './read-regular-file.ts';
export { removeFile } from './remove-file.ts';
export { type ReplaceOptions, replaceFile, syncParent } from './replace-file.ts';
export { run } from './run.ts';
export { runSync } from './run-sync.ts';
export { syncDirectory } from './sync-directory.ts';
export { type SyncTwins, syncTwins } from './sync-twins.ts';
export type { Effect, FileFacts, Operation, System } from './system.ts';
export { type Twins, twins } from './twins.ts';
