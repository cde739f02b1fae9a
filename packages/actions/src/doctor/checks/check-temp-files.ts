import { pythonTempPath } from '@missionctl/session-model';
import type { Check, Problem } from '../check.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** The temp files of a Python CLI that died. They are its own, and it may be at work: never ours to remove. */
export const checkTempFiles: Check = function* ({ files: { sessions, pointer } }) {
  const found: Problem[] = [];
  for (const path of [pointer, ...sessions].map(pythonTempPath)) {
    const facts = yield* lstatOrNone(path);
    if (facts === undefined) continue;
    const { modifiedMs } = facts;
    found.push({ code: 'FOREIGN_TEMP_FILE', path, facts: { modifiedMs } });
  }
  return found;
};
