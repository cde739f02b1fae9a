import type { FileFacts, FileKind } from '../../operation/system.ts';
import type { Bytes } from '../../read/read-regular-file.ts';

/** What tears: a write reaches the disk in blocks of this size, each whole or not at all. */
export const blockSize = 4096;

/** One file of any kind. Immutable: a change makes a new one of the same number. */
export interface Inode {
  readonly number: number;
  readonly kind: FileKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly modifiedMs: number;
  /** Whether the time of modification was set by a call, and not by the clock. */
  readonly stamped: boolean;
  /** The content of a file; a block that is missing reads as zeros. */
  readonly blocks: ReadonlyMap<number, Uint8Array>;
  /** The names in a directory, and the inode that each has. */
  readonly names: ReadonlyMap<string, number>;
  /** Where a symlink leads. */
  readonly leadsTo: string;
}

/** All inodes of a disk by number. Those that no name leads to are lost with the next boot. */
export type Image = ReadonlyMap<number, Inode>;

export const rootNumber = 1;

export function newInode(
  facts: Pick<Inode, 'number' | 'kind' | 'mode' | 'uid' | 'gid' | 'modifiedMs'> & {
    leadsTo?: string;
  },
): Inode {
  return { size: 0, stamped: false, blocks: new Map(), names: new Map(), leadsTo: '', ...facts };
}

export function factsOf(image: Image, inode: Inode): FileFacts {
  const { kind, mode, size, uid, gid, modifiedMs, number } = inode;
  const links = linksOf(image, number);
  return { kind, mode, size, links, uid, gid, inode: number, device: 1, modifiedMs };
}

export function linksOf(image: Image, number: number): number {
  let links = 0;
  for (const { names } of image.values()) {
    for (const named of names.values()) if (named === number) links += 1;
  }
  return links;
}

/** The whole content of a file. */
export function contentOf(inode: Inode): Bytes {
  const content = new Uint8Array(inode.size);
  for (const [block, bytes] of inode.blocks) {
    const start = block * blockSize;
    if (start < inode.size) content.set(bytes.subarray(0, inode.size - start), start);
  }
  return content;
}
