import { basename, dirname, join } from 'node:path';
import type { Issue } from '@missionctl/session-model';
import { quoteForShell } from '../quote-for-shell.ts';
import { anotherHome } from '../write-failure.ts';

/** What to do about a home, or a directory in it, that cannot be used. */
export function unusableHint(
  path: string | undefined,
  kind: 'directory' | 'unreadable' | (string & {}) | undefined,
  home: string | undefined,
): string {
  if (kind === 'unreadable') return `check whose it is, then run: chmod 700 ${quoteForShell(path)}`;
  if (kind === 'directory') return `chmod 700 ${quoteForShell(path)}`;
  // What is no home, or above one, is not ours to move.
  const isOurs = home !== undefined && path?.startsWith(`${home}/`) === true;
  return isOurs ? asideHint(path) : anotherHome;
}

/** What to do about a damaged ledger of the issuer. */
export function ledgerHint(path: string | undefined, fault: string | undefined): string {
  // Moved aside, it would lose identities that are still there.
  if (fault === 'unreadable')
    return `check whose it is (ls -l), then run: chmod 600 ${quoteForShell(path)}`;
  return `restore it from a backup, or to be issued a new identity: ${moveAside(path)}`;
}

/** What to do about a pin that is refused. */
export function pinHint({
  path = '',
  fault,
  issues = [],
}: {
  readonly path?: string | undefined;
  readonly fault?: string | undefined;
  readonly issues?: readonly Issue[] | undefined;
}): string {
  const codes = issues.map(({ code }) => code);
  if (codes.includes('PIN_HIDDEN')) return 'add --mission <mission>, or cd <directory>';
  if (codes.includes('PIN_BYTE_ORDER_MARK')) {
    return `cd ${quoteForShell(dirname(path))} && rm .mission && missionctl pin <mission>`;
  }
  return fault === 'unsafe'
    ? `check who wrote it (ls -l), then run: cd ${quoteForShell(dirname(path))} && missionctl pin --unpin`
    : `correct it, or if it is not needed: rm ${quoteForShell(path)}`;
}

/** What to do when no lock can be had, by the reason of ERR_LOCK_UNAVAILABLE. */
export function lockHint({
  path = '<file>',
  reason,
  takenPath,
}: {
  readonly path?: string | undefined;
  readonly reason?: string;
  readonly takenPath?: string | undefined;
}): string {
  if (takenPath !== undefined) return asideHint(takenPath);
  if (reason === 'no-locks') return 'export MISSIONCTL_HOME=<a directory on a local disk>';
  if (reason === 'not-writable') return `chmod 600 ${quoteForShell(path)}`;
  if (reason === 'cannot-create') return `ls -ld ${quoteForShell(dirname(path))}`;
  return 'missionctl doctor';
}

/** What to do about something that is in the place of what is ours. */
export function asideHint(path: string | undefined): string {
  return `check what it is (ls -ld), then run: ${moveAside(path)}`;
}

/** The command that frees a name, and overwrites nothing. Where names are ids, none stays beside them. */
function moveAside(path = '<file>'): string {
  const directory = dirname(path);
  const isAmongIds = ['missions', 'as'].includes(basename(directory));
  const name = `${basename(path).replaceAll(unreadableBytes, '')}.aside`;
  const to = join(isAmongIds ? dirname(directory) : directory, name);
  return `mv -n ${patternFor(path)} ${quoteForShell(to)}`;
}

/** What Node puts in the place of bytes that are not UTF-8. */
const unreadableBytes = '\uFFFD';

/** Bytes that nobody can type are left to the shell. Where that finds several names, mv moves none. */
function patternFor(path: string): string {
  const parts = path.split(unreadableBytes);
  return parts.map((part) => (part === '' ? '' : quoteForShell(part))).join('*');
}
