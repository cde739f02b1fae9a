import { dirname } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import type { ErrorFacts } from './error-details.ts';
import { quoteForShell } from './quote-for-shell.ts';

interface Words {
  readonly why: string;
  /** What to run about it, of the directory of what was to be written. */
  readonly next: (directory: string) => string;
}

const full = (directory: string): string => `df -h ${directory}; df -i ${directory}`;
const quota: Words = { why: 'disk quota exceeded', next: () => 'quota' };
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

/** By errno: what keeps a disk from taking something. */
const words: ReadonlyMap<string | undefined, Words> = new Map([
  ['ENOSPC', { why: 'disk full', next: full }],
  ['EDQUOT', quota],
  // libuv has no name for it.
  ['Unknown system error -122', quota],
  ['EROFS', { why: 'read-only file system', next: mount }],
  ['ENOENT', { why: 'its directory is not there', next: owner }],
  ['EACCES', { why: 'permission denied', next: owner }],
  ['EPERM', { why: 'not permitted', next: owner }],
]);

/** Why a write failed, in words; undefined where the errno has to do. */
export function writeFailureReason({ cause }: ErrorFacts): string | undefined {
  return words.get(errnoOf(cause))?.why;
}

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
  return words.get(errno)?.next(quoteForShell(directory));
}

/** What to run when all is done but the sync of the directory, and the same command finds nothing to do. */
export function syncHint({ path = '' }: ErrorFacts): string {
  return `sync ${quoteForShell(dirname(path))}`;
}
