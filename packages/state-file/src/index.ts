export type { Issue } from '@missionctl/strict-json';
export type { QuarantineOptions } from './change/quarantine-state.ts';
export type { SavedState, SaveOptions } from './change/save-state.ts';
export type { UpdatedState } from './change/update-state.ts';
export type { Codec, Decoded, Fault } from './codec/codec.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './codec/schema-codec.ts';
export { StateConflictError, StateDamagedError, StateInvalidError } from './errors.ts';
export type { LockWait, Wait } from './options/wait.ts';
export type { AbsentState, DamagedState, PresentState, ReadState } from './read/found-state.ts';
export { readState, readStateSync, watchState } from './reading.ts';
export { quarantineState, quarantineStateSync, removeState, removeStateSync } from './removing.ts';
export { type StateFile, type StateFileOptions, stateFile } from './state-file.ts';
export type { WatchOptions } from './watch/endable.ts';
export type { Watch } from './watch/watch.ts';
export {
  createState,
  createStateSync,
  saveState,
  saveStateSync,
  updateState,
  updateStateSync,
} from './writing.ts';
