import type { Issue } from '@missionctl/session-model';
import { joinCommand } from './join-command.ts';

/**
 * The command that makes an invalid session valid. `focus` and `drive` mend their own field, and
 * only where all the others are sound; doctor mends times that are the wrong way round.
 */
export function mendingCommand(
  issues: readonly Issue[],
  { missionId, alias }: { readonly missionId?: string; readonly alias?: string | undefined },
): string {
  const errors = issues.filter(({ severity }) => severity === 'error');
  // Nothing is lost then, as it would be by joining anew.
  const [first] = errors;
  if (errors.length === 1 && first?.code === 'JOINED_AFTER_ACTIVITY') {
    return 'missionctl doctor --fix';
  }
  const fields = new Set(errors.map(({ field }) => field));
  const [field] = fields;
  const as = alias === undefined ? '' : ` --as ${alias}`;
  const where = ` --mission ${missionId ?? '<mission>'}${as}`;
  if (fields.size === 1 && field === 'focus') return `missionctl focus none${where}`;
  if (fields.size === 1 && field === 'drive_intent') return `missionctl drive inactive${where}`;
  const join = joinCommand(missionId, alias);
  return fields.size === 1 && field === 'role' ? join : `${join} --replace`;
}
