import { aliasesDirectory } from '@missionctl/session-model';
import type { Check, Problem } from '../check.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** What stands where a mission keeps its aliases, and is no directory: no list can show them. */
export const checkAliases: Check = function* ({ home, files: { missions } }) {
  const found: Problem[] = [];
  for (const missionId of missions) {
    const path = aliasesDirectory(home.path, missionId);
    const facts = yield* lstatOrNone(path);
    if (facts === undefined || facts.kind === 'directory') continue;
    found.push({ code: 'ALIASES_NO_DIRECTORY', path, facts: { missionId, kind: facts.kind } });
  }
  return found;
};
