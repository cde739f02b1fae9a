import { shellWord } from './shell-word.ts';

/** What there is to do about something that is not to be trusted. */
export function unsafeAdvice({
  path,
  kind,
  reason,
}: {
  readonly path?: string;
  readonly kind?: string;
  readonly reason?: string;
}): string {
  const it = shellWord(path);
  // A chmod would go through the link, to what is somebody else's.
  if (kind === 'symlink') return `look where it leads, then rm ${it}`;
  if (kind === 'directory') return `look what was put in it, then chmod 700 ${it}`;
  if (kind !== 'file') return `ls -ld ${it}`;
  // No mode helps with that, and only its owner could change it.
  if (reason === 'owner') {
    return `look who wrote it and what, then have its owner chown ${it} to you, or move it away`;
  }
  return `look who wrote it, then chmod 600 ${it}`;
}
