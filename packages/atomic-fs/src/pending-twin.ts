import { basename, dirname, join } from 'node:path';
import { lstat, readdir } from './effects.ts';
import type { FileFacts, Protocol } from './system.ts';
import { targetOfTempName } from './temp-name.ts';

/**
 * Whether the second name of a file is its own pending name: a creator has linked the file and
 * not yet unlinked the pending name, or was killed between the two.
 */
export function* hasPendingTwin(path: string, facts: FileFacts): Protocol<boolean> {
  const directory = dirname(path);
  for (const name of yield* readdir(directory)) {
    if (targetOfTempName(name) !== basename(path)) continue;
    const twin = yield* lstat(join(directory, name));
    if (twin?.inode === facts.inode && twin.device === facts.device) return true;
  }
  return false;
}
