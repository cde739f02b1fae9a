import type { PinRefusedError } from '@missionctl/active-pointer';
import { findPin } from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { parseMissionId, quoted } from '@missionctl/session-model';
import type { ActingFrom, Evidence } from '../evidence.ts';

/**
 * What comes before the pointer, and selects something else than it: the environment; a pin; a pin
 * that is refused, behind which nothing is read; or that another participant than the owner acts.
 */
export type Mask =
  | { readonly by: 'environment'; readonly names: string }
  | { readonly by: 'pin'; readonly path: string; readonly names: string }
  | { readonly by: 'refused-pin'; readonly path: string; readonly message: string }
  | { readonly by: 'alias'; readonly alias: string; readonly from: ActingFrom };

/**
 * What hides the pointer where it names this mission.
 *
 * @param evidence - what else may select a mission
 * @param missionId - the mission of the pointer; undefined for none
 * @returns undefined when nothing does
 */
export function* maskOfPointer(
  evidence: Evidence,
  missionId: string | undefined,
): Operation<Mask | undefined> {
  const { environment, directory } = evidence.mission;
  if (environment !== undefined) return maskInEnvironment(evidence, missionId);
  return directory === undefined ? undefined : yield* maskInDirectory(directory, missionId);
}

/** The environment, where it names another mission. */
export function maskInEnvironment(
  { mission: { environment } }: Evidence,
  missionId: string | undefined,
): Mask | undefined {
  if (environment === undefined || environment === missionId) return undefined;
  const names = parseMissionId(environment).ok ? environment : quoted(environment);
  return { by: 'environment', names };
}

/** A pin that is refused hides the pointer as well: nothing is read behind it. */
function* maskInDirectory(
  directory: string,
  missionId: string | undefined,
): Operation<Mask | undefined> {
  try {
    const pin = yield* findPin(directory);
    if (pin === undefined || pin.missionId === missionId) return undefined;
    return { by: 'pin', path: pin.path, names: pin.missionId };
  } catch (error) {
    if (errnoOf(error) !== 'ERR_PIN_REFUSED') throw error;
    const { path, message } = error as PinRefusedError;
    return { by: 'refused-pin', path, message };
  }
}
