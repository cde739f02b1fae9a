/** The roster of a home as operations, for packages that compose them and for the simulator. */

export {
  confirmedEnginesFaults,
  engineFaults,
  quarantineConfirmedEngines,
  quarantineEngineRecord,
} from './chosen/engine-faults.ts';
export { confirmedEnginesFile, engineChoiceFile, engineStateFile } from './chosen/engine-files.ts';
export {
  type ForgetOptions,
  findConfirmedEngine,
  readEngineChoice,
  removeEngineChoice,
  type StoredChoice,
  storeEngineChoice,
} from './chosen/keep-choice.ts';
export { changeEngineState, type FoundEngineState, findEngineState } from './chosen/keep-state.ts';
export {
  type FoundClaim,
  isClaimRecorded,
  type LockedClaims,
  withClaims,
} from './directory/change-claims.ts';
export {
  changePresence,
  type PresenceChange,
  removePresence,
  removePresenceLock,
} from './directory/change-presence.ts';
export { claimFile, claimFileOf, machineFile, presenceFile } from './directory/home-roster.ts';
export {
  type FoundMachine,
  findMachine,
  provideMachineId,
  readMachineId,
} from './directory/machine-id.ts';
export {
  lastTermOf,
  type QuarantineRecordOptions,
  quarantineMachineId,
  quarantineRecord,
} from './directory/quarantine-record.ts';
export { readRoster } from './directory/read-roster.ts';
export {
  forgetShown,
  type RememberOptions,
  readShown,
  rememberShown,
  shownFile,
} from './shown/shown-file.ts';
