import type { Account } from '../context/context.ts';
import { quoteForShell } from './quote-for-shell.ts';

/**
 * What to do about a key file that others can read or write. Only its mode is changed where it is
 * plainly the user's: root owns the files of the system too.
 */
export function keyFileHint(path: string, uid: number, own: Account | undefined): string {
  const it = quoteForShell(path);
  const isOwn = uid === own?.uid && (uid !== 0 || path.startsWith(`${own.home}/`));
  if (isOwn) return `chmod 600 ${it}`;
  const copy = quoteForShell(own === undefined ? 'missionctl-key' : `${own.home}/.missionctl-key`);
  return `install -m 600 ${it} ${copy}, then pass --api-key-file ${copy}`;
}
