import { nearestPin as nearestPinFrom, type Pin } from '@missionctl/active-pointer';
import { errnoOf } from '@missionctl/atomic-fs';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { Context } from './context.ts';

/** The pin that counts in the working directory. @throws ERR_PIN_REFUSED */
export function nearestPin(context: Context): Pin | undefined {
  const directory = existingDirectory(context);
  return directory === undefined ? undefined : runSync(nearestPinFrom(directory));
}

/** Nothing is above a working directory that has been deleted. */
function existingDirectory(context: Context): string | undefined {
  try {
    return context.workingDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
