import { findPin } from '@missionctl/active-pointer/operations';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { HookEvent } from './event.ts';

/** What may select a mission for an agent. */
export interface Selection {
  readonly flag: string | undefined;
  readonly environment: string | undefined;
  readonly directory: string | undefined;
}

/**
 * Whether there is anything to do for an event. Asked before what does it is loaded: most events of most
 * agents are of directories without a mission, and most commands of a shell are not of git.
 *
 * @throws ERR_PIN_REFUSED, ERR_UNSAFE_FILE
 */
export function mayConcern(
  { moment }: HookEvent,
  { flag, environment, directory }: Selection,
): boolean {
  if (moment.kind === 'shell' && !/\bgit\b/.test(moment.command)) return false;
  if (flag !== undefined || environment !== undefined) return true;
  return directory !== undefined && runSync(findPin(directory)) !== undefined;
}
