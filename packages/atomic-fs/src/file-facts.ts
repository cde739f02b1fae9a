import type { Stats } from 'node:fs';
import type { FileFacts, FileKind } from './system.ts';

const kindMask = 0o170000;
const kinds: ReadonlyMap<number, FileKind> = new Map([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'symlink'],
  [0o010000, 'fifo'],
  [0o140000, 'socket'],
]);

export function factsOf(stats: Stats): FileFacts {
  return {
    kind: kinds.get(stats.mode & kindMask) ?? 'device',
    mode: stats.mode & 0o7777,
    size: stats.size,
    links: stats.nlink,
    uid: stats.uid,
    inode: stats.ino,
    device: stats.dev,
    modifiedMs: stats.mtimeMs,
  };
}
