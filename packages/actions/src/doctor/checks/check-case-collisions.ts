import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { caseKey, missionDirectory, parseMissionId } from '@missionctl/session-model';
import { listMission } from '@missionctl/session-store/operations';
import type { Home } from '../../home.ts';
import type { Check, Problem } from '../check.ts';

/** Missions whose names differ by case only: on a case-insensitive disk they would be one. */
export const checkCaseCollisions: Check = function* ({ home, files: { missions } }) {
  const found: Problem[] = [];
  const others = new Map<string, string>();
  for (const missionId of missions) {
    const parsed = parseMissionId(missionId);
    if (!parsed.ok) continue;
    const key = caseKey(parsed.value);
    const other = others.get(key);
    if (other === undefined) others.set(key, missionId);
    else found.push(yield* collision(home, missionId, other));
  }
  return found;
};

/** Of the two the one that nobody has joined, if there is such a one: it is in the way. */
function* collision(home: Home, one: string, other: string): Operation<Problem> {
  const unused = yield* namesInUnused(home, one);
  const unusedOther = unused === undefined ? yield* namesInUnused(home, other) : undefined;
  const [missionId, kept] = unusedOther === undefined ? [one, other] : [other, one];
  const path = missionDirectory(home.path, missionId);
  const facts = { missionId, other: kept, unused: unused ?? unusedOther };
  return { code: 'CASE_COLLISION', path, facts };
}

function* namesInUnused(home: Home, missionId: string): Operation<readonly string[] | undefined> {
  if ((yield* listMission(home.readOnlyStore, missionId)).length > 0) return undefined;
  return yield* effects.readdir(missionDirectory(home.path, missionId));
}
