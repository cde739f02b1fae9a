import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { errnoOf, readRegularFileSync } from '@missionctl/atomic-fs';
import type { FileOwner, NamedFiles } from './context.ts';
import { whenReady } from './standard-streams.ts';

/** The files of this machine. */
export const namedFiles: NamedFiles = {
  user: () => process.geteuid?.(),
  look: (path) => {
    const facts = statsOf(path);
    if (facts === undefined) return undefined;
    const target = facts.isSymbolicLink() ? readlinkSync(path) : undefined;
    return { kind: kindOf(facts), target, ...ownerOf(facts) };
  },
  readFile: (path, maxBytes) => readRegularFileSync(path, { maxBytes }),
  readPipe: (path, maxBytes) => {
    // It waits for a writer; a link that took the pipe's place is not followed.
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return { bytes: readToEnd(fd, maxBytes), ...ownerOf(fstatSync(fd)) };
    } finally {
      closeSync(fd);
    }
  },
  readDescriptor: readToEnd,
};

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return undefined;
    throw error;
  }
}

function ownerOf({ uid, mode }: Stats): FileOwner {
  return { uid, mode: mode & 0o7777 };
}

function kindOf(facts: Stats): 'file' | 'directory' | 'fifo' | 'symlink' | 'other' {
  if (facts.isFile()) return 'file';
  if (facts.isDirectory()) return 'directory';
  if (facts.isFIFO()) return 'fifo';
  return facts.isSymbolicLink() ? 'symlink' : 'other';
}

/** One byte more than allowed shows that there is more. */
function readToEnd(fd: number, maxBytes: number): Uint8Array {
  const buffer = Buffer.alloc(maxBytes + 1);
  let length = 0;
  while (length < buffer.length) {
    const got = whenReady(20, () => readSync(fd, buffer, length, buffer.length - length, null));
    if (got === 0) break;
    length += got;
  }
  return buffer.subarray(0, length);
}
