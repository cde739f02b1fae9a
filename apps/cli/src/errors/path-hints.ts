import { dirname } from 'node:path';
import type { Issue } from '@missionctl/session-model';
import { quoteForShell } from './quote-for-shell.ts';

/** What to do about a home, or a directory in it, that cannot be used. */
export function unusableHint(
  path: string | undefined,
  kind: 'directory' | 'unreadable' | (string & {}) | undefined,
): string {
  if (kind === 'unreadable') return `check whose it is, then run: chmod 700 ${quoteForShell(path)}`;
  if (kind === 'directory') return `chmod 700 ${quoteForShell(path)}`;
  return `ls -ld ${quoteForShell(path)}; the home (MISSIONCTL_HOME) and the missions in it must be directories`;
}

/** What to do about a damaged ledger of the issuer. */
export function ledgerHint(path: string | undefined): string {
  return `restore ${quoteForShell(path)} from a backup, or move it aside to be issued a new identity`;
}

/** What to do about a pin that is refused. */
export function pinHint({
  path,
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
    return `rm ${quoteForShell(path)}, then missionctl pin <mission> there; --mission works meanwhile`;
  }
  return fault === 'unsafe'
    ? `check who wrote ${quoteForShell(path)}, then make it yours and 0644; --mission works meanwhile`
    : `correct ${quoteForShell(path)} or remove it; --mission works meanwhile`;
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
  if (takenPath !== undefined) return takenPathHint(takenPath);
  if (reason === 'no-locks') return 'export MISSIONCTL_HOME=<a directory on a local disk>';
  if (reason === 'not-writable') return `chmod 600 ${quoteForShell(path)}`;
  if (reason === 'cannot-create') return `ls -ld ${quoteForShell(dirname(path))}`;
  return `ls -l ${quoteForShell(path)}`;
}

/** What to do about something whose name has to be free for a lock. */
export function takenPathHint(path: string): string {
  return `ls -ld ${quoteForShell(path)}; check what it is, then move it away`;
}
