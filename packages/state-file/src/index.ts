export type { Issue } from '@missionctl/strict-json';
export type { Codec, Decoded, Fault } from './codec.ts';
export { StateConflictError, StateDamagedError, StateInvalidError } from './errors.ts';
export type { LockWait } from './locked-state.ts';
export type { QuarantineOptions } from './quarantine-state.ts';
export type { AbsentState, DamagedState, PresentState, ReadState } from './read-state.ts';
export { readState, readStateSync, watchState } from './reading.ts';
export { quarantineState, quarantineStateSync, removeState, removeStateSync } from './removing.ts';
export type { SavedState, SaveOptions } from './save-state.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './schema-codec.ts';
export { type StateFile, type StateFileOptions, stateFile } from './state-file.ts';
export type { UpdatedState } from './update-state.ts';
export type { Wait } from './wait.ts';
export type { WatchOptions } from './watch-changes.ts';
export {
  createState,
  createStateSync,
  saveState,
  saveStateSync,
  updateState,
  updateStateSync,
} from './writing.ts';
