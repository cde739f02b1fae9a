import { dirname } from 'node:path';
import {
  effects,
  type FileFacts,
  type Operation,
  pathsBesideLock,
} from '@missionctl/atomic-fs/operations';
import { orphansIn } from '../../own-orphans.ts';
import type { Check, Problem } from '../check.ts';
import type { LockFacts } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/**
 * Lock files with which no lock can be had. Never repaired: a lock file is never touched, and what
 * has a name beside one belongs to others.
 */
export const checkLocks: Check = function* ({ files: { locks } }) {
  const found: Problem[] = [];
  for (const path of locks) {
    found.push(...(yield* checkLockFile(path)), ...(yield* checkBeside(path)));
  }
  return found;
};

function* checkLockFile(path: string): Operation<readonly Problem[]> {
  const facts = yield* lstatOrNone(path);
  const reason = facts === undefined ? undefined : yield* objectionTo(path, facts);
  if (facts === undefined || reason === undefined) return [];
  return [{ code: 'LOCK_UNUSABLE', path, facts: { reason, kind: facts.kind } }];
}

function* checkBeside(path: string): Operation<readonly Problem[]> {
  const found: Problem[] = [];
  for (const takenPath of pathsBesideLock(path)) {
    const facts = yield* lstatOrNone(takenPath);
    if (facts === undefined) continue;
    const { kind } = facts;
    found.push({ code: 'LOCK_UNUSABLE', path, facts: { reason: 'name-taken', kind, takenPath } });
  }
  return found;
}

/** SQLite reads and writes it. */
const ownerWrites = 0o600;

function* objectionTo(path: string, facts: FileFacts): Operation<LockFacts['reason'] | undefined> {
  if (facts.kind !== 'file') return 'not-a-file';
  if (yield* isNotOurs(path, facts)) return 'not-ours';
  if (facts.size !== 0) return 'not-empty';
  if (yield* hasOtherName(path, facts)) return 'several-names';
  const { uid } = yield* effects.host();
  return uid !== 0 && (facts.mode & ownerWrites) !== ownerWrites ? 'not-writable' : undefined;
}

/** Root takes no lock in the directory of another user, whose own lock files are as they should be. */
function* isNotOurs(path: string, facts: FileFacts): Operation<boolean> {
  const { uid } = yield* effects.host();
  if (uid === undefined || facts.uid === uid) return false;
  return uid !== 0 || (yield* lstatOrNone(dirname(path)))?.uid !== facts.uid;
}

/**
 * Whether a file has a name besides its own and its pending one: versions that published a file by
 * link left that one when they were killed; it is an orphan, and nothing is refused for it.
 */
export function* hasOtherName(
  path: string,
  { links, inode, device }: FileFacts,
): Operation<boolean> {
  if (links === 1) return false;
  for (const orphan of links === 2 ? yield* orphansIn(dirname(path)) : []) {
    if (orphan.target !== path) continue;
    const pending = yield* lstatOrNone(orphan.path);
    if (pending?.inode === inode && pending.device === device) return false;
  }
  return true;
}
