import type { Issue } from '@missionctl/session-model';
import { asFlag } from '../../session/address-words.ts';
import { joinHint } from './join-hint.ts';

/**
 * The command that makes an invalid session valid. `focus` and `drive` replace their own field, and
 * only when all others are valid; doctor repairs times in the wrong order.
 */
export function repairHint(
  issues: readonly Issue[],
  { missionId, alias }: { readonly missionId?: string; readonly alias?: string | undefined },
): string {
  const errors = issues.filter(({ severity }) => severity === 'error');
  // Doctor loses nothing; joining again would.
  const [first] = errors;
  if (errors.length === 1 && first?.code === 'JOINED_AFTER_ACTIVITY') {
    return 'missionctl doctor --fix';
  }
  const fields = new Set(errors.map(({ field }) => field));
  const [field] = fields;
  const where = ` --mission ${missionId ?? '<mission>'}${asFlag(alias)}`;
  if (fields.size === 1 && field === 'focus') return `missionctl focus none${where}`;
  if (fields.size === 1 && field === 'drive_intent') return `missionctl drive inactive${where}`;
  const join = joinHint(missionId, alias);
  return fields.size === 1 && field === 'role' ? join : `${join} --replace`;
}
