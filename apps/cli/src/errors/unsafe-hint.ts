import { quoteForShell } from './quote-for-shell.ts';

/** What to do about a file or directory that others could have written. */
export function unsafeHint({
  path,
  kind,
  reason,
}: {
  readonly path?: string | undefined;
  readonly kind?: string;
  readonly reason?: string;
}): string {
  const it = quoteForShell(path);
  // A chmod would follow the link, to what may belong to someone else.
  if (kind === 'symlink') return `check where it leads (ls -l), then run: rm ${it}`;
  if (kind === 'directory') return `check what was put into it, then run: chmod 700 ${it}`;
  if (kind !== 'file') return `ls -ld ${it}`;
  // Only its owner could change its mode, and no mode would help.
  if (reason === 'owner') {
    return `check who wrote it and what, then have its owner chown ${it} to you, or move it away`;
  }
  return `check who wrote it (ls -l), then run: chmod 600 ${it}`;
}
