import { join } from 'node:path';
import type { Check } from './finding.ts';
import { look } from './look.ts';

/** What stands where a mission keeps its aliases, and is no directory: no list can tell of it. */
export const checkAliases: Check = (_invocation, { missions }) =>
  missions.flatMap((mission) => {
    const path = join(mission, 'as');
    const facts = look(path);
    if (facts === undefined || facts.kind === 'directory') return [];
    return [
      {
        code: 'ALIASES_NO_DIRECTORY',
        path,
        found: `it is a ${facts.kind}, where a directory for aliases would be`,
        matters: 'no alias can act in this mission, and those behind a link are not looked for',
        advice: 'look what it is, and move it away',
      },
    ];
  });
