export { type ActivePointer, createActivePointer } from './active-pointer.ts';
export {
  type PinFault,
  PinRefusedError,
  PointerDamagedError,
  type PointerFault,
} from './errors.ts';
export { findPin, findPinSync, type Pin } from './pin.ts';
export type { Pointer } from './pointer-file.ts';
export {
  type Expecting,
  type PointerChange,
  type PointerProtocols,
  type PointerSettings,
  pointerProtocols,
} from './pointer-protocols.ts';
export {
  type MissionSource,
  type MissionSources,
  type ResolvedMission,
  resolveMission,
} from './resolve-mission.ts';
