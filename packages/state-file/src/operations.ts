/**
 * The same as operations: generators that yield each system call as data, for stores that compose
 * them and for the simulator of `@missionctl/atomic-fs/testing`.
 */

export { createState } from './change/create-state.ts';
export {
  type LockedOptions,
  type LockedState,
  lockedState,
  type WritableState,
  type WrittenState,
  withLockedState,
} from './change/locked-state.ts';
export { type QuarantineOptions, quarantineState } from './change/quarantine-state.ts';
export { removeState } from './change/remove-state.ts';
export { type SaveOptions, saveState } from './change/save-state.ts';
export { updateState } from './change/update-state.ts';
export {
  checkDirectories,
  type DirectoryOnTheWay,
  withGroupWarning,
} from './check-directories.ts';
export { issuesOf } from './codec/call-codec.ts';
export { absolutePath } from './options/absolute-path.ts';
export { nativeSignal } from './options/native-signal.ts';
export { requireKeeping } from './options/require-keeping.ts';
export {
  optionalFlag,
  optionalFunction,
  requireFunction,
  requireObject,
  requireText,
} from './options/require-option.ts';
export { requireSignal, requireWait } from './options/require-wait.ts';
export { runWaiting } from './options/run-waiting.ts';
export { randomBy, timeBy } from './options/sources.ts';
export type { LockWait, Wait } from './options/wait.ts';
export { provideDirectory } from './provide-directory.ts';
export type { ReadableFile, StoredState } from './read/found-state.ts';
export { isPresent, readState, readStored, unreadableState } from './read/read-state.ts';
export { type CodecFileOptions, codecFile } from './state-file.ts';
export { directoriesOrAbove, directoriesThere } from './watch/directories-there.ts';
export { endable, type WatchOptions } from './watch/endable.ts';
export type { Watch } from './watch/watch.ts';
export { type Changed, type Watched, watchChanges } from './watch/watch-changes.ts';
