import { join } from 'node:path';
import type { Check } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** A mission whose `as` is not a directory: its aliases cannot be listed. */
export const checkAliases: Check = (_invocation, { missions }) =>
  missions.flatMap((mission) => {
    const path = join(mission, 'as');
    const facts = lstatOrNone(path);
    if (facts === undefined || facts.kind === 'directory') return [];
    return [
      {
        code: 'ALIASES_NO_DIRECTORY',
        path,
        problem: `it is a ${facts.kind}, but it should be the directory of aliases`,
        impact: 'no alias can act in this mission, and aliases behind a link are ignored',
        advice: 'inspect it, then move it out of the way',
      },
    ];
  });
