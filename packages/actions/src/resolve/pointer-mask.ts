import type { Operation } from '@missionctl/atomic-fs/operations';
import { parseMissionId, quoted } from '@missionctl/session-model';
import { type Evidence, type FullEvidence, fullEvidence } from '../evidence.ts';
import type { ActingFrom } from '../who/actor.ts';
import { nearestPin } from './nearest-pin.ts';

/** What comes before the pointer, and selects something else than it. */
export type Mask =
  | {
      /** The environment names a mission. */
      readonly by: 'environment';
      /** What it names; quoted, where that cannot be a mission id. */
      readonly names: string;
    }
  | {
      /** A pin names a mission. */
      readonly by: 'pin';
      /** The pin's file. */
      readonly path: string;
      /** The mission that it names. */
      readonly names: string;
    }
  | {
      /** A pin is refused, behind which nothing is read. */
      readonly by: 'refused-pin';
      /** The pin's file. */
      readonly path: string;
      /** Why, as the error says it. */
      readonly message: string;
    }
  | {
      /** Another participant than the owner acts, and the pointer is the owner's. */
      readonly by: 'alias';
      /** Who acts. */
      readonly alias: string;
      /** What said so. */
      readonly from: ActingFrom;
    };

/**
 * Finds what hides the pointer where it names this mission: the environment, or else a pin that
 * names another, or a pin that is refused.
 *
 * @param evidence - what else may select a mission
 * @param missionId - the mission of the pointer; undefined for none
 * @returns undefined when nothing does
 * @throws TypeError when the directory of the evidence is not absolute; a refused pin is a result
 * @example
 * const mask = yield* maskOfPointer(evidence, 'demo');
 */
export function* maskOfPointer(
  evidence: Evidence,
  missionId: string | undefined,
): Operation<Mask | undefined> {
  const given = fullEvidence(evidence);
  const { environment, directory } = given.mission;
  if (environment !== undefined) return maskInEnvironment(given, missionId);
  return directory === undefined ? undefined : yield* maskInDirectory(directory, missionId);
}

/** The environment, where it names another mission. */
export function maskInEnvironment(
  { mission: { environment } }: FullEvidence,
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
  const found = yield* nearestPin(directory);
  if ('refused' in found) {
    const { path, message } = found.refused;
    return { by: 'refused-pin', path, message };
  }
  const { pin } = found;
  if (pin === undefined || pin.missionId === missionId) return undefined;
  return { by: 'pin', path: pin.path, names: pin.missionId };
}
