import { caseKey, missionDirectory, parseMissionId } from '@missionctl/session-model';
import type { Check, Problem } from '../check.ts';

/** Missions whose names differ by case only: on a case-insensitive disk they would be one. */
// biome-ignore lint/correctness/useYield: a check is an operation, and this one needs no call
export const checkCaseCollisions: Check = function* ({ home, files: { missions } }) {
  const found: Problem[] = [];
  const others = new Map<string, string>();
  for (const missionId of missions) {
    const parsed = parseMissionId(missionId);
    if (!parsed.ok) continue;
    const key = caseKey(parsed.value);
    const other = others.get(key);
    if (other === undefined) others.set(key, missionId);
    else {
      const path = missionDirectory(home.path, missionId);
      found.push({ code: 'CASE_COLLISION', path, facts: { missionId, other } });
    }
  }
  return found;
};
