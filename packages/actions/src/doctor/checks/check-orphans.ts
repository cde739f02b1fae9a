import { dirname } from 'node:path';
import type { Orphan } from '@missionctl/atomic-fs';
import { type Operation, removeOrphans } from '@missionctl/atomic-fs/operations';
import { documentOf, lockPathOf } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { ownOrphansIn } from '../../own-orphans.ts';
import { pinOrphans, removePinOrphans } from '../../switch/pin-orphans.ts';
import type { Check, FixResult, Problem } from '../check.ts';

/** Below this age a pending file is taken for that of a writer at work. */
const liveMs = 5000;

/** Pending files of ours whose writers were killed: those of the home's documents, and of the pin here. */
export const checkOrphans: Check = function* ({ home, files, options: { directory } }) {
  const newest = home.clock() - liveMs;
  const found: Problem[] = [];
  for (const each of [home.path, ...files.directories]) {
    for (const orphan of yield* ownOrphansIn(each)) {
      const document = documentOf(home.path, orphan.target);
      if (document === undefined || orphan.modifiedMs >= newest) continue;
      found.push(problemOf(orphan, removal(document)));
    }
  }
  if (directory === undefined) return found;
  const nowMs = home.clock();
  const ofPin = yield* pinOrphans(directory, nowMs);
  return [...found, ...ofPin.map((orphan) => problemOf(orphan, pinRemoval(directory, nowMs)))];
};

type Apply = (wait: LockWait) => Operation<FixResult>;

function problemOf({ path, target, bytes }: Orphan, apply: Apply): Problem {
  const remedy = { fix: 'remove-orphan', apply } as const;
  return { code: 'ORPHAN', path, facts: { target, bytes }, remedy };
}

/** Under the lock of the document; the pending files of its lock file are removed with its own. */
function removal(document: string): Apply {
  return function* ({ timeoutMs }) {
    const choice = { target: document, lockPath: lockPathOf(document), timeoutMs };
    return { done: 'remove-orphan', removed: yield* removeOrphans(dirname(document), choice) };
  };
}

function pinRemoval(directory: string, nowMs: number): () => Operation<FixResult> {
  return function* () {
    return { done: 'remove-orphan', removed: yield* removePinOrphans(directory, nowMs) };
  };
}
