import { dirname, join } from 'node:path';
import { relativeTimeOfMs } from '../relative-time.ts';
import { shellWord } from '../shell-word.ts';
import type { Check } from './finding.ts';
import { look } from './look.ts';

/** The temp files of a Python CLI that died. They are its own, and it may be at work: never ours to remove. */
export const checkTempFiles: Check = ({ context }, { sessions, pointer }) =>
  [pointer, ...sessions]
    .map((path) => join(dirname(path), 'session.tmp'))
    .flatMap((path) => {
      const facts = look(path);
      if (facts === undefined) return [];
      const age = relativeTimeOfMs(facts.modifiedMs, context.clock());
      return [
        {
          code: 'FOREIGN_TEMP_FILE',
          path,
          found: `a temp file of the Python CLI, written ${age}`,
          matters: 'it may hold a token, and everyone may be able to read it',
          advice: `when no Python CLI is running: rm ${shellWord(path)}`,
        },
      ];
    });
