import { dirname, join } from 'node:path';
import { effects, runSync } from '@missionctl/atomic-fs/operations';
import { shellWord } from '../shell-word.ts';
import type { Check } from './finding.ts';
import { look } from './look.ts';

/** Lock files under which no lock can be had. Reported only: a lock file is never touched. */
export const checkLocks: Check = (_invocation, { sessions, ledgers, pointer }) =>
  [
    ...[pointer, ...sessions].map((path) => join(dirname(path), 'session.lock')),
    ...ledgers.map((path) => path.replace(/\.json$/, '.lock')),
  ].flatMap((path) => {
    const found = objection(path);
    if (found === undefined) return [];
    return [
      {
        code: 'LOCK_UNUSABLE',
        path,
        found,
        matters: 'nothing beside it can be changed',
        advice: `when no missionctl is running: rm ${shellWord(path)}`,
      },
    ];
  });

function objection(path: string): string | undefined {
  const facts = look(path);
  if (facts === undefined) return undefined;
  const { uid } = runSync(effects.host());
  if (facts.kind !== 'file') return `it is a ${facts.kind}`;
  if (uid !== undefined && facts.uid !== uid) return 'it belongs to another user';
  if (facts.size !== 0) return 'it is not empty';
  return facts.links > 1 ? 'it has a second name' : undefined;
}
