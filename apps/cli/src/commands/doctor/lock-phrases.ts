import { basename } from 'node:path';
import type { LockFacts, TakenNameFacts } from '@missionctl/actions';
import { asideHint } from '../../errors/hints/path-hints.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** What to do about a lock file with which no lock can be had. */
export function lockAdvice(path: string, facts: LockFacts | TakenNameFacts): string {
  if (facts.reason === 'name-taken') return asideHint(facts.takenPath);
  if (facts.reason === 'not-writable') return `chmod 600 ${quoteForShell(path)}`;
  if (facts.reason === 'not-ours' || facts.kind === 'directory') return asideHint(path);
  return `when no missionctl is running: rm ${quoteForShell(path)}`;
}

/** What is wrong with it. */
export function lockProblem(facts: LockFacts | TakenNameFacts): string {
  switch (facts.reason) {
    case 'not-a-file':
      return `it is a ${facts.kind}`;
    case 'not-ours':
      return 'it belongs to another user';
    case 'not-empty':
      return 'it is not empty';
    case 'several-names':
      return 'it has a second name';
    case 'not-writable':
      return 'its owner cannot read and write it';
    case 'name-taken':
      return `a ${facts.kind} has the name '${basename(facts.takenPath)}' beside it, which SQLite would use`;
  }
}
