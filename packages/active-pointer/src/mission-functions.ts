import { effects, runSync } from '@missionctl/atomic-fs/operations';
import {
  optionalFunction,
  requireFunction,
  requireObject,
  runWaiting,
} from '@missionctl/state-file/operations';
import { findPin as finding, type Pin } from './find-pin.ts';
import {
  type MissionEvidence,
  type ResolvedMission,
  resolveMission as resolving,
} from './resolve-mission.ts';

/**
 * Finds the nearest pin from a directory upwards to the root. A pin is a regular file named
 * `.mission` of at most 256 bytes, with one mission id in it; from a `#` to the end of a line is
 * comment. It must belong to this user or to root, and not be writable by everyone: a file planted
 * in a shared directory decides nothing. The first file found decides, and is never passed over for
 * one further up.
 *
 * @param directory - an absolute path, or a file URL; it need not exist
 * @returns the pin; undefined when there is none
 * @throws ERR_PIN_REFUSED; TypeError when the path is not absolute
 * @example
 * const pin = await findPin(process.cwd());
 */
export function findPin(directory: string | URL): Promise<Pin | undefined> {
  return runWaiting(() => finding(directory));
}

/**
 * Finds the nearest pin, as `findPin` does, and blocks the thread meanwhile.
 *
 * @param directory - an absolute path, or a file URL; it need not exist
 * @returns the pin; undefined when there is none
 * @throws ERR_PIN_REFUSED; TypeError when the path is not absolute
 * @example
 * const pin = findPinSync(process.cwd());
 */
export function findPinSync(directory: string | URL): Pin | undefined {
  return runSync(finding(directory));
}

/**
 * Selects the mission: the first of `sources` that names one decides, joined or not.
 *
 * @param evidence - what each source names; `pin` and `pointer` are asked only when it comes to them
 * @returns the mission and its source; `dangling` when it is not joined; `none` when no source names
 *   one
 * @throws ERR_INVALID_ID when that source names what cannot be a mission id, TypeError for
 *   evidence that cannot be, and whatever the functions throw
 * @example
 * resolveMission({
 *   flag: undefined,
 *   pointer: () => readPointerSync(pointer).active,
 *   isJoined: (missionId) => isJoinedSync(store, missionId),
 * });
 */
export function resolveMission(
  evidence: MissionEvidence<string | undefined, boolean>,
): ResolvedMission {
  const { flag, environment, pin, pointer, isJoined } = requireObject('evidence', evidence);
  optionalFunction('pin', pin);
  requireFunction('pointer', pointer);
  requireFunction('isJoined', isJoined);
  return runSync(
    resolving({
      flag,
      environment,
      pin: pin === undefined ? undefined : () => effects.invoke(pin),
      pointer: () => effects.invoke(pointer),
      isJoined: (missionId) => effects.invoke(() => isJoined(missionId)),
    }),
  );
}
