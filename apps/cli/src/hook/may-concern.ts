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
 * Whether there may be anything to do for an event. Asked before what does it is loaded: most events of most
 * agents are of directories without a mission, and most commands of a shell change nothing under others.
 *
 * @throws ERR_PIN_REFUSED, ERR_UNSAFE_FILE
 */
export async function mayConcern(
  { moment }: HookEvent,
  { flag, environment, directory }: Selection,
): Promise<boolean> {
  if (moment.kind === 'shell' && !(await maySweep(moment.command, directory))) return false;
  if (flag !== undefined || environment !== undefined) return true;
  return directory !== undefined && runSync(findPin(directory)) !== undefined;
}

async function maySweep(command: string, directory: string | undefined): Promise<boolean> {
  if (directory === undefined || !/\bgit\b/.test(command)) return false;
  const { sweptDirectories } = await import('./git/sweeps.ts');
  return sweptDirectories(command, directory).length > 0;
}
