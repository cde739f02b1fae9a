import type { PinRefusedError } from '@missionctl/active-pointer';
import { errnoOf } from '@missionctl/atomic-fs';
import { parseMissionId, quoted } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { nearestPin } from './nearest-pin.ts';

/** A source that comes before the pointer and names another mission. */
export interface Mask {
  /** The variable, or the path of the pin. */
  readonly by: string;
  readonly why: string;
}

/** What would hide the pointer if it named this mission; undefined when nothing does. */
export function maskOfPointer(context: Context, missionId: string | undefined): Mask | undefined {
  const variable = maskInEnvironment(context, missionId);
  if (variable !== undefined) return { ...variable, why: `${variable.why} the pointer` };
  if (context.environment('MISSIONCTL_MISSION') !== undefined) return undefined;
  return maskInDirectory(context, missionId);
}

/** The variable, if it names another mission. The sentence lacks its end: what the variable comes before. */
export function maskInEnvironment(
  context: Context,
  missionId: string | undefined,
): Mask | undefined {
  const by = 'MISSIONCTL_MISSION';
  const environment = context.environment(by);
  if (environment === undefined || environment === missionId) return undefined;
  const named = parseMissionId(environment).ok ? environment : quoted(environment);
  return { by, why: `${by} names ${named}, and comes before` };
}

/** A pin that is refused hides the pointer as well: no further source is read. */
function maskInDirectory(context: Context, missionId: string | undefined): Mask | undefined {
  try {
    const pin = nearestPin(context);
    if (pin === undefined || pin.missionId === missionId) return undefined;
    const { path } = pin;
    return {
      by: path,
      why: `the pin '${path}' names ${pin.missionId}, and comes before the pointer`,
    };
  } catch (error) {
    if (errnoOf(error) !== 'ERR_PIN_REFUSED') throw error;
    const { path, message } = error as PinRefusedError;
    return { by: path, why: `${message}; and it comes before the pointer` };
  }
}
