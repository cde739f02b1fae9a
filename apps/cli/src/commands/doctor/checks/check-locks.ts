import { dirname, join } from 'node:path';
import { effects, runSync } from '@missionctl/atomic-fs/operations';
import { quoteForShell } from '../../../errors/quote-for-shell.ts';
import type { Check } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** Lock files that cannot be locked. They are only reported: a lock file is never touched. */
export const checkLocks: Check = (_invocation, { sessions, ledgers, pointer }) =>
  [
    ...[pointer, ...sessions].map((path) => join(dirname(path), 'session.lock')),
    ...ledgers.map((path) => path.replace(/\.json$/, '.lock')),
  ].flatMap((path) => {
    const problem = objectionTo(path);
    if (problem === undefined) return [];
    return [
      {
        code: 'LOCK_UNUSABLE',
        path,
        problem,
        impact: 'nothing beside it can be changed',
        advice: `when no missionctl is running: rm ${quoteForShell(path)}`,
      },
    ];
  });

function objectionTo(path: string): string | undefined {
  const facts = lstatOrNone(path);
  if (facts === undefined) return undefined;
  const { uid } = runSync(effects.host());
  if (facts.kind !== 'file') return `it is a ${facts.kind}`;
  if (uid !== undefined && facts.uid !== uid) return 'it belongs to another user';
  if (facts.size !== 0) return 'it is not empty';
  return facts.links > 1 ? 'it has several hard links' : undefined;
}
