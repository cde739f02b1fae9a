/** The roster of a home as operations, for packages that compose them and for the simulator. */

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
