export type { LockWait, Wait } from '@missionctl/state-file';
export { type ActivePointer, type ActivePointerOptions, activePointer } from './active-pointer.ts';
export type { ForgottenMission, PointerChange, PointerChangeOptions } from './change-pointer.ts';
export {
  type PinFault,
  PinRefusedError,
  PointerDamagedError,
  type PointerFault,
} from './errors.ts';
export type { Pin } from './find-pin.ts';
export { findPin, findPinSync, resolveMission } from './mission-functions.ts';
export type { Pointer } from './pointer-codec.ts';
export {
  clearPointer,
  clearPointerSync,
  forgetMission,
  forgetMissionSync,
  previousMission,
  previousMissionSync,
  quarantinePointer,
  quarantinePointerSync,
  readPointer,
  readPointerSync,
  setPointer,
  setPointerSync,
} from './pointer-functions.ts';
export {
  type MissionEvidence,
  type MissionSource,
  type ResolvedMission,
  sources,
} from './resolve-mission.ts';
