import { dirname } from 'node:path';
import type { FileOwner, NamedFiles } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { type FileRequest, type NamedFile, readNamedFile, refused } from './named-file.ts';

const root = 0;
const writableByOthers = 0o022;
const openToOthers = 0o077;

/**
 * The key in a file: one line. The file must be the user's or root's, and nobody else may write it; nor
 * read it, unless root made it so in a directory that only root writes, as mounted secrets are. Links
 * are followed where each is the user's or root's.
 *
 * @throws CliError `USAGE`, `UNSAFE_FILE`
 */
export function readKeyFile(files: NamedFiles, path: string): string {
  const user = files.user();
  const request: FileRequest = {
    flag: '--api-key-file',
    path,
    maxBytes: 64 * 1024,
    checkLink: (link, owner) => {
      if (isTrusted(owner, user)) return;
      throw unsafe(link, 'a link that belongs to another user is on the way to the key', {
        hint: `ls -l ${quoteForShell(link)}`,
      });
    },
  };
  const { bytes, file } = readNamedFile(files, request);
  // Windows has neither.
  if (file !== undefined && user !== undefined) checkOwner(files, file, user);
  const key = new TextDecoder().decode(bytes).trim();
  if (key === '') throw refused(request, 'is empty');
  if (/[\r\n]/.test(key)) throw refused(request, 'has several lines, and a key is one');
  return key;
}

function checkOwner(files: NamedFiles, file: NamedFile, user: number): void {
  const { path, mode } = file;
  const isMine = file.uid === user;
  if (!isTrusted(file, user)) {
    throw unsafe(path, 'the key file belongs to another user', { hint: copyHint(path) });
  }
  if ((mode & writableByOthers) !== 0) {
    const hint = isMine ? `check what is in it, then run: ${chmod(path)}` : copyHint(path);
    throw unsafe(path, 'other users can write the key file', { hint });
  }
  if ((mode & openToOthers) === 0 || isMountedSecret(files, file)) return;
  const hint = isMine ? chmod(path) : copyHint(path);
  throw unsafe(path, 'other users can read the key file', { hint });
}

/** Undefined: a system without such users. */
function isTrusted({ uid }: FileOwner, user: number | undefined): boolean {
  return user === undefined || uid === user || uid === root;
}

/** Whoever mounts a secret decides who reads it; only root could have put another there. */
function isMountedSecret(files: NamedFiles, { path, uid }: NamedFile): boolean {
  const directory = files.look(dirname(path));
  if (uid !== root || directory === undefined) return false;
  return directory.uid === root && (directory.mode & writableByOthers) === 0;
}

function chmod(path: string): string {
  return `chmod 600 ${quoteForShell(path)}`;
}

/** It is not the user's to change. */
function copyHint(path: string): string {
  return `check whose it is (ls -l), then copy it: install -m 600 ${quoteForShell(path)} <file of your own>`;
}

function unsafe(path: string, what: string, { hint }: { readonly hint: string }): CliError {
  return new CliError('UNSAFE_FILE', `${what}: '${path}'`, { hint, details: { path } });
}
