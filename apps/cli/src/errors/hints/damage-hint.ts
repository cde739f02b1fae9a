import type { Issue } from '@missionctl/session-model';
import { joinHint } from './join-hint.ts';

/**
 * What to do about a damaged session. One that the system did not let us read may be sound: joining
 * again would lose it, or fail for the same reason, and doctor shows what is in the way.
 */
export function damageHint(
  issues: readonly Issue[],
  { missionId, alias }: { readonly missionId?: string; readonly alias?: string | undefined },
): string {
  if (issues.some(isUnread)) return 'missionctl doctor';
  return `${joinHint(missionId, alias)} --replace`;
}

/**
 * Whether nothing is known of its content: the system did not let us read it, or it has a second
 * name.
 */
export function isUnread({ code }: Issue): boolean {
  return ['ERR_FILE_READ', 'ERR_UNUSABLE_DIRECTORY', 'FILE_SHARED'].includes(code);
}
