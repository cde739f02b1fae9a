import { dirname } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import type { ErrorFacts } from './error-details.ts';
import { quoteForShell } from './quote-for-shell.ts';

/** What keeps a whole disk from being written. */
type Obstacle = 'read-only' | 'full' | 'quota';

/** By the errno of a failed write. libuv has no name for EDQUOT. */
const obstacles: Readonly<Record<string, Obstacle>> = {
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'quota',
  'Unknown system error -122': 'quota',
};

const reasons: Readonly<Record<Obstacle, string>> = {
  'read-only': 'read-only file system',
  full: 'disk full',
  quota: 'disk quota used up',
};

function obstacleOf({ cause }: ErrorFacts): Obstacle | undefined {
  return obstacles[errnoOf(cause) ?? ''];
}

/** Why a file could not be written, where its errno says it. */
export function whyUnwritten(error: ErrorFacts): string | undefined {
  const obstacle = obstacleOf(error);
  return obstacle && reasons[obstacle];
}

/** What to do about a file that could not be written. */
export function unwrittenHint(error: ErrorFacts): string {
  const obstacle = obstacleOf(error);
  if (obstacle !== undefined) return diskHint(obstacle, dirname(error.path ?? '.'));
  return 'free some disk space or repair the permissions, then run it again';
}

/** What to do about a disk on which nothing can be written, by a directory on it. */
export function diskHint(obstacle: Obstacle, directory: string): string {
  const it = quoteForShell(directory);
  if (obstacle === 'full') return `df -h ${it}; df -i ${it}`;
  if (obstacle === 'quota') return 'quota -s';
  return 'export MISSIONCTL_HOME=<a directory that can be written>';
}
