export { type ActivePointer, createActivePointer } from './active-pointer.ts';
export {
  type ChangingPointer,
  changingPointer,
  type Expecting,
  type PointerChange,
} from './changing-pointer.ts';
export {
  type PinFault,
  PinRefusedError,
  PointerDamagedError,
  type PointerFault,
} from './errors.ts';
export { findPin, findPinSync } from './find-pin.ts';
export { nearestPin, type Pin } from './nearest-pin.ts';
export type { Pointer } from './pointer-file.ts';
export { type PointerProtocols, pointerProtocols } from './pointer-protocols.ts';
export type { PointerSettings } from './pointer-settings.ts';
export { type ReadingPointer, readingPointer } from './reading-pointer.ts';
export {
  type MissionSource,
  type MissionSources,
  type ResolvedMission,
  resolveMission,
} from './resolve-mission.ts';
