import { nearestPin as nearestPinFrom, type Pin } from '@missionctl/active-pointer';
import { errnoOf } from '@missionctl/atomic-fs';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { Context } from '../context/context.ts';

/**
 * The pin of the working directory or the nearest one above it.
 *
 * @throws ERR_PIN_REFUSED when that file is not a valid pin
 */
export function nearestPin(context: Context): Pin | undefined {
  const directory = existingDirectory(context);
  return directory === undefined ? undefined : runSync(nearestPinFrom(directory));
}

/** Undefined when the working directory has been deleted: nothing is above it then. */
function existingDirectory(context: Context): string | undefined {
  try {
    return context.workingDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
