import { dirname } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import type { ErrorFacts } from './error-details.ts';
import { quoteForShell } from './quote-for-shell.ts';

const full = (directory: string): string => `df -h ${directory}; df -i ${directory}`;
const quota = (): string => 'quota';
const owner = (directory: string): string => `ls -ld ${directory}`;
const mount = (directory: string): string => `findmnt --target ${directory}`;

/** What to run about a home that cannot be made where it is. */
export const anotherHome = 'export MISSIONCTL_HOME=<a directory that you can write>';

/** There, room has to be made. */
const isFull: ReadonlySet<string | undefined> = new Set([
  'ENOSPC',
  'EDQUOT',
  'Unknown system error -122',
]);

/** By errno: what to run about a directory in which something could not be written. */
const advice: ReadonlyMap<string | undefined, (directory: string) => string> = new Map([
  ['ENOSPC', full],
  ['EDQUOT', quota],
  // libuv has no name for it.
  ['Unknown system error -122', quota],
  ['EROFS', mount],
  ['ENOENT', owner],
  ['EACCES', owner],
  ['EPERM', owner],
]);

/** What to run about a write that failed. */
export function writeFailureHint({ cause, outcome, path = '', home }: ErrorFacts): string {
  // Whatever was done already is made durable then, and is not done twice.
  if (outcome === 'changed-not-durable') return 'run it again';
  const errno = errnoOf(cause);
  if (path === home?.() && !isFull.has(errno)) return anotherHome;
  return writeAdvice(errno, dirname(path)) ?? 'run it again';
}

/** What to run about a directory in which nothing can be written, by the errno that says why. */
export function writeAdvice(errno: string | undefined, directory: string): string | undefined {
  return advice.get(errno)?.(quoteForShell(directory));
}

/** What to run when all is done but the sync of the directory, and the same command finds nothing to do. */
export function syncHint({ path = '' }: ErrorFacts): string {
  return `sync ${quoteForShell(dirname(path))}`;
}
