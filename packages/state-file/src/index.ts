export type { Codec, Decoded, Fault } from './codec.ts';
export { StateConflictError, StateDamagedError, StateInvalidError } from './errors.ts';
export {
  createState,
  createStateSync,
  quarantineState,
  quarantineStateSync,
  readState,
  readStateSync,
  removeState,
  removeStateSync,
  saveState,
  saveStateSync,
  updateState,
  updateStateSync,
  type Wait,
  watchState,
} from './functions.ts';
export type { AbsentState, DamagedState, PresentState, ReadState } from './read-state.ts';
export type { SavedState } from './save-state.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './schema-codec.ts';
export { type StateFile, type StateFileOptions, stateFile } from './state-file.ts';
export type { UpdatedState } from './update-state.ts';
