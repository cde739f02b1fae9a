import { dirname, join } from 'node:path';
import { quoteForShell } from '../../../errors/quote-for-shell.ts';
import { relativeTimeOfMs } from '../../../output/relative-time.ts';
import type { Check } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** Temp files of a Python CLI. They are its own, and it may still be running: we never remove them. */
export const checkTempFiles: Check = ({ context }, { sessions, pointer }) =>
  [pointer, ...sessions]
    .map((path) => join(dirname(path), 'session.tmp'))
    .flatMap((path) => {
      const facts = lstatOrNone(path);
      if (facts === undefined) return [];
      const age = relativeTimeOfMs(facts.modifiedMs, context.clock());
      return [
        {
          code: 'FOREIGN_TEMP_FILE',
          path,
          problem: `a temp file of the Python CLI, written ${age}`,
          impact: 'it may hold a token, and everyone may be able to read it',
          advice: `when no Python CLI is running: rm ${quoteForShell(path)}`,
        },
      ];
    });
