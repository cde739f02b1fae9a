import { basename, dirname } from 'node:path';
import { caseKey, parseMissionId } from '@missionctl/session-model';
import type { Check } from '../finding.ts';

/** Missions whose ids differ only by case: on a case-insensitive disk they would be the same. */
export const checkCaseCollisions: Check = (_invocation, { sessions }) => {
  const namesByKey = new Map<string, string>();
  return sessions.flatMap((path) => {
    const name = basename(dirname(path));
    const parsed = parseMissionId(name);
    if (!parsed.ok || basename(dirname(dirname(path))) !== 'missions') return [];
    const key = caseKey(parsed.value);
    const other = namesByKey.get(key);
    if (other === undefined) {
      namesByKey.set(key, name);
      return [];
    }
    return [
      {
        code: 'CASE_COLLISION',
        path: dirname(path),
        problem: `it differs only by case from ${other}`,
        impact: 'on a case-insensitive disk the two would be the same',
        advice: `missionctl leave ${name}`,
      },
    ];
  });
};
