import { dirname } from 'node:path';
import { errnoOf, type Orphan } from '@missionctl/atomic-fs';
import { listOrphans, type Operation, removeOrphans } from '@missionctl/atomic-fs/operations';
import { lockPathOf } from '@missionctl/session-model';
import type { Check, Problem } from '../check.ts';

/** Below this age a pending file is taken for that of a writer at work. */
const liveMs = 5000;

/** Pending files whose writers were killed. */
export const checkOrphans: Check = function* ({ home, files }) {
  const newest = home.clock() - liveMs;
  const found: Problem[] = [];
  for (const directory of [home.path, ...files.directories]) {
    const orphans = yield* orphansIn(directory);
    found.push(
      ...orphans
        .filter(({ modifiedMs, target }) => modifiedMs < newest && /\.(json|lock)$/.test(target))
        .map(problemOf),
    );
  }
  return found;
};

/** The pending files in a directory; none in one that cannot be listed: that is a finding of its own. */
export function* orphansIn(directory: string): Operation<readonly Orphan[]> {
  try {
    return yield* listOrphans(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_FILE_READ') throw error;
    return [];
  }
}

function problemOf({ path, target, bytes }: Orphan): Problem {
  return {
    code: 'ORPHAN',
    path,
    facts: { target, bytes },
    remedy: {
      fix: 'remove-orphan',
      *apply() {
        // A pending file of a lock file is that of the document beside it.
        const document = target.replace(/\.lock$/, '.json');
        const choice = { target: document, lockPath: lockPathOf(document) };
        return { done: 'remove-orphan', removed: yield* removeOrphans(dirname(path), choice) };
      },
    },
  };
}
