/**
 * Returns the `code` of an error: an errno (`ENOENT`) of the kernel's, `ERR_…` of this family's.
 *
 * @param error - what was thrown, of any type
 * @returns the code; undefined for a value that has none
 * @example
 * if (errnoOf(error) === 'ERR_LOCK_TIMEOUT') return 'busy';
 */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A full quota, for which libuv has no name: EDQUOT on Linux and on macOS. */
const unnamed: ReadonlySet<string> = new Set([
  'Unknown system error -122',
  'Unknown system error -69',
]);

/** The errno (`ENOSPC`) of the system call that failed at last, if one did. */
export function failedErrno(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = errnoOf(each) ?? '';
    if (unnamed.has(code)) return 'EDQUOT';
    if (/^E(?!RR_)[A-Z0-9]+$/.test(code)) return code;
  }
  return undefined;
}

/** What a caller can do about it, or what the errno stands for where that is not plain. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'a directory on the way is missing',
  ENOSPC: 'no space or no inodes are left there',
  EDQUOT: "this user's quota is used up there",
  EROFS: 'it is mounted read-only there',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EMFILE: 'this process has too many files open: close some, or raise its limit (ulimit -n)',
  ENFILE: 'this machine has too many files open',
};

/** Nothing that Node can allow lets a write be private and durable: it disables fchmod and fsync. */
export const noWrites =
  "Node's permission model is on, under which nothing can be made private and durable: run it without --permission";
type Access = 'read' | 'write' | 'lock';

/** What Node's permission model refuses, and what would allow it. */
const denials: Readonly<Record<Access, string>> = {
  read: "Node's permission model is on: allow it with --allow-fs-read=<path>",
  write: noWrites,
  lock: "Node's permission model is on: allow its directory with --allow-fs-read=<path>",
};

/** The errno where there is one, since Node's messages repeat the path of the pending file. */
export function reasonOf(cause: unknown, access: Access = 'read'): string {
  const code = errnoOf(cause);
  if (code === undefined) return cause instanceof Error ? cause.message : String(cause);
  const name = unnamed.has(code) ? 'EDQUOT' : code;
  const meaning = name === 'ERR_ACCESS_DENIED' ? denials[access] : words[name];
  return meaning === undefined ? name : `${name}, ${meaning}`;
}
