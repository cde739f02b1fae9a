import { join } from 'node:path';
import { textAt } from './git-text.ts';

const longestConfig = 256 * 1024;

/**
 * Finds the remote of a repository that a team shares, by its own `config` alone
 * (https://git-scm.com/docs/git-config#_syntax): `origin`, or the only one. Files that are included, and other
 * settings of the user, are not looked at.
 *
 * @param repository - the common directory of the repository, an absolute path
 * @returns the URL as git is configured, which may hold a password; undefined where none is found
 * @example
 * remoteOf('/work/project/.git'); // 'git@example.com:team/project.git'
 */
export function remoteOf(repository: string): string | undefined {
  const urls = new Map<string, string>();
  let remote: string | undefined;
  for (const line of (textAt(join(repository, 'config'), longestConfig) ?? '').split('\n')) {
    const section = /^\s*\[/.test(line);
    if (section) remote = /^\s*\[remote\s+"([^"\\]*)"\]/i.exec(line)?.[1];
    const url = /^\s*url\s*=\s*("?)([^"#;]*)\1\s*$/i.exec(line)?.[2]?.trim();
    if (remote !== undefined && url) urls.set(remote, url);
  }
  const [only] = urls.values();
  return urls.get('origin') ?? (urls.size === 1 ? only : undefined);
}
