/** The roster of a home as operations, for packages that compose them and for the simulator. */

export {
  type FoundClaim,
  isClaimRecorded,
  type LockedClaims,
  withClaims,
} from './directory/change-claims.ts';
export { changePresence, removePresence } from './directory/change-presence.ts';
export { claimFile, machineFile, presenceFile } from './directory/home-roster.ts';
export { provideMachineId, readMachineId } from './directory/machine-id.ts';
export { readRoster } from './directory/read-roster.ts';
