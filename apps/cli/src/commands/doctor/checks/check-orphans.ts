import { dirname } from 'node:path';
import { errnoOf, listOrphansSync, type Orphan, removeOrphansSync } from '@missionctl/atomic-fs';
import type { Check, Finding } from '../finding.ts';

/** A younger pending file may be that of a running writer. */
const liveMs = 5000;

/** Pending files whose writers were killed. */
export const checkOrphans: Check = ({ context }, { directories, pointer }) => {
  const newest = context.clock() - liveMs;
  return [dirname(pointer), ...directories]
    .flatMap(orphansIn)
    .filter(({ modifiedMs, target }) => modifiedMs < newest && /\.(json|lock)$/.test(target))
    .map(orphanFinding);
};

/** None in a directory that cannot be listed, which is a finding of its own. */
function orphansIn(directory: string): readonly Orphan[] {
  try {
    return listOrphansSync(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_FILE_READ') throw error;
    return [];
  }
}

function orphanFinding({ path, target, bytes }: Orphan): Finding {
  return {
    code: 'ORPHAN',
    path,
    problem: `an orphaned temp file of ${bytes} bytes`,
    impact: 'its writer was killed; its content was never published, and may hold a token',
    fix: {
      action: "remove it, under its target's lock",
      apply: () => {
        const lockPath = target.replace(/\.(json|lock)$/, '.lock');
        const jsonPath = target.replace(/\.(json|lock)$/, '.json');
        removeOrphansSync(dirname(path), { target: jsonPath, lockPath });
        return 'removed';
      },
    },
  };
}
