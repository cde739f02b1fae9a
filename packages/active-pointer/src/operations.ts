/** The same as operations, for programs that compose them and for the simulator. */
export {
  clearPointer,
  forgetMission,
  quarantinePointer,
  setPointer,
} from './change-pointer.ts';
export { findPin } from './find-pin.ts';
export { readPointer } from './read-pointer.ts';
export { resolveMission } from './resolve-mission.ts';
