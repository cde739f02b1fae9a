import type { BigIntStats, Stats } from 'node:fs';
import type { FileFacts, FileKind } from '../operation/system.ts';

/** The largest prime below 2^53: of numbers that do not fit, neighbors differ in the remainder. */
const modulus = 9_007_199_254_740_881n;

/** Whether a number of the file does not fit, so that another file might have the same facts. */
export function isInexact({ ino, dev }: Stats): boolean {
  return !(ino < modulus && dev < modulus);
}

/** The same facts for all numbers: some file systems use all 64 bits of them. */
export function exactFactsOf(stats: BigIntStats): FileFacts {
  const { mode, size, nlink, uid, gid, ino, dev, mtimeNs } = stats;
  return {
    kind: kindOf(Number(mode)),
    mode: Number(mode) & 0o7777,
    size: Number(size),
    links: Number(nlink),
    uid: Number(uid),
    gid: Number(gid),
    inode: Number(ino % modulus),
    device: Number(dev % modulus),
    modifiedMs: Number(mtimeNs) / 1e6,
  };
}

export function factsOf(stats: Stats): FileFacts {
  return {
    kind: kindOf(stats.mode),
    mode: stats.mode & 0o7777,
    size: stats.size,
    links: stats.nlink,
    uid: stats.uid,
    gid: stats.gid,
    inode: stats.ino,
    device: stats.dev,
    modifiedMs: stats.mtimeMs,
  };
}

/** The file type bits of a mode, as POSIX systems number them (inode(7)). */
function kindOf(mode: number): FileKind {
  switch (mode & 0o170000) {
    case 0o100000:
      return 'file';
    case 0o040000:
      return 'directory';
    case 0o120000:
      return 'symlink';
    case 0o010000:
      return 'fifo';
    case 0o140000:
      return 'socket';
    default:
      return 'device';
  }
}
