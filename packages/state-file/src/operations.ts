/**
 * The same as operations: generators that yield each system call as data, for stores that compose
 * them and for the simulator of `@missionctl/atomic-fs/testing`.
 */
export {
  checkDirectories,
  type DirectoryOnTheWay,
  withGroupWarning,
} from './check-directories.ts';
export { createState } from './create-state.ts';
export {
  type LockedState,
  type LockWait,
  type WritableState,
  type WrittenState,
  withLockedState,
} from './locked-state.ts';
export { type QuarantineOptions, quarantineState } from './quarantine-state.ts';
export {
  isPresent,
  type ReadableFile,
  readState,
  readStored,
  type StoredState,
  unreadableState,
} from './read-state.ts';
export { removeState } from './remove-state.ts';
export { type SaveOptions, saveState } from './save-state.ts';
export { updateState } from './update-state.ts';
export { type Watched, type WatchOptions, watchChanges } from './watch-changes.ts';
