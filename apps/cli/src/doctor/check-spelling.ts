import { basename, dirname } from 'node:path';
import { caseKey, parseMissionId } from '@missionctl/session-model';
import type { Check } from './finding.ts';

/** Missions whose names differ by case only: on a case-insensitive disk they would be one. */
export const checkSpelling: Check = (_invocation, { sessions }) => {
  const spellings = new Map<string, string>();
  return sessions.flatMap((path) => {
    const name = basename(dirname(path));
    const parsed = parseMissionId(name);
    if (!parsed.ok || basename(dirname(dirname(path))) !== 'missions') return [];
    const key = caseKey(parsed.value);
    const other = spellings.get(key);
    if (other === undefined) {
      spellings.set(key, name);
      return [];
    }
    return [
      {
        code: 'CASE_COLLISION',
        path: dirname(path),
        found: `it differs only by case from ${other}`,
        matters: 'on a case-insensitive disk the two would be one',
        advice: `missionctl leave ${name}`,
      },
    ];
  });
};
