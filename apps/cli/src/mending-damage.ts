import type { Issue } from '@missionctl/session-model';
import { joinCommand } from './join-command.ts';

/**
 * What helps with a damaged session. One that the system would not let us read may be sound, and
 * joining anew would lose it, or fail for the same reason.
 */
export function mendingDamage(
  issues: readonly Issue[],
  { missionId, alias }: { readonly missionId?: string; readonly alias?: string | undefined },
): string {
  if (issues.some(isUnread)) {
    return 'missionctl doctor (tells what is in the way)';
  }
  return `${joinCommand(missionId, alias)} --replace (keeps the damaged file beside it)`;
}

/** Whether the system would not let us read it, so that nothing is known of its content. */
export function isUnread({ code }: Issue): boolean {
  return code === 'ERR_FILE_READ';
}
