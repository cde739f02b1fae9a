import { effects, type FileFacts, type Operation } from '@missionctl/atomic-fs/operations';
import { lockPathOf } from '@missionctl/session-model';
import type { Check, Problem } from '../check.ts';
import type { LockFacts } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** Lock files with which no lock can be had. Never repaired: a lock file is never touched. */
export const checkLocks: Check = function* ({ files: { sessions, ledgers, pointer } }) {
  const found: Problem[] = [];
  for (const path of [pointer, ...sessions, ...ledgers].map(lockPathOf)) {
    const facts = yield* lstatOrNone(path);
    const reason = facts === undefined ? undefined : yield* objectionTo(facts);
    if (facts === undefined || reason === undefined) continue;
    found.push({ code: 'LOCK_UNUSABLE', path, facts: { reason, kind: facts.kind } });
  }
  return found;
};

function* objectionTo(facts: FileFacts): Operation<LockFacts['reason'] | undefined> {
  const { uid } = yield* effects.host();
  if (facts.kind !== 'file') return 'not-a-file';
  if (uid !== undefined && facts.uid !== uid) return 'not-ours';
  if (facts.size !== 0) return 'not-empty';
  return facts.links > 1 ? 'several-names' : undefined;
}
