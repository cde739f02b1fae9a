import type { Issue } from '@missionctl/session-model';
import { joinCommand } from './join-command.ts';

/**
 * The command that makes an invalid session valid. `focus` and `drive` mend their own field, and
 * only where all the others are sound.
 */
export function mendingCommand(
  issues: readonly Issue[],
  { missionId, alias }: { readonly missionId?: string; readonly alias?: string | undefined },
): string {
  const fields = new Set(
    issues.filter(({ severity }) => severity === 'error').map(({ field }) => field),
  );
  const [field] = fields;
  const as = alias === undefined ? '' : ` --as ${alias}`;
  const where = ` --mission ${missionId ?? '<mission>'}${as}`;
  if (fields.size === 1 && field === 'focus') return `missionctl focus none${where}`;
  if (fields.size === 1 && field === 'drive_intent') return `missionctl drive inactive${where}`;
  const join = joinCommand(missionId, alias);
  return fields.size === 1 && field === 'role' ? join : `${join} --replace`;
}
