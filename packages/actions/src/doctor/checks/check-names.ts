import { childPath, type Operation } from '@missionctl/atomic-fs/operations';
import {
  aliasesDirectory,
  missionsDirectory,
  type Parsed,
  parseAlias,
  parseMissionId,
} from '@missionctl/session-model';
import type { Check, Problem } from '../check.ts';
import { namesIn } from '../directories.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/**
 * Directories beside those of missions and aliases whose names cannot be ids, so that no command
 * sees what is in them. What they are is for a person to say, and nothing is moved.
 */
export const checkNames: Check = function* ({ home: { path }, files: { missions } }) {
  const found = [...(yield* strangersIn(missionsDirectory(path), 'mission-id', parseMissionId))];
  for (const missionId of missions) {
    found.push(...(yield* strangersIn(aliasesDirectory(path, missionId), 'alias', parseAlias)));
  }
  return found;
};

function* strangersIn(
  directory: string,
  kind: 'mission-id' | 'alias',
  parse: (name: string) => Parsed<string>,
): Operation<readonly Problem[]> {
  const found: Problem[] = [];
  for (const name of yield* namesIn(directory)) {
    const parsed = parse(name);
    if (parsed.ok) continue;
    const path = childPath(directory, name);
    const facts = yield* lstatOrNone(path);
    // A name that is not UTF-8 cannot be looked at: it was read as another.
    const isDirectory =
      facts?.kind === 'directory' || (facts === undefined && isDecodedWrong(name));
    if (!isDirectory) continue;
    found.push({ code: 'NAME_INVALID', path, facts: { kind, issues: parsed.issues } });
  }
  return found;
}

function isDecodedWrong(name: string): boolean {
  return name.includes('\ufffd');
}
