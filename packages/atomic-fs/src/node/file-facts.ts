import type { Stats } from 'node:fs';
import type { FileFacts, FileKind } from '../operation/system.ts';

export function factsOf(stats: Stats): FileFacts {
  return {
    kind: kindOf(stats.mode),
    mode: stats.mode & 0o7777,
    size: stats.size,
    links: stats.nlink,
    uid: stats.uid,
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
