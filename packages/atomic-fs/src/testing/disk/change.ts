import { blockSize, type Inode } from './inode.ts';

/**
 * The smallest effects that calls have, each of which a crash keeps or loses as a whole. Each
 * states what is there afterwards, so that of two changes of one thing the later one wins.
 */
export type Change =
  | {
      readonly what: 'data';
      readonly inode: number;
      readonly block: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly what: 'size';
      readonly inode: number;
      readonly size: number;
      readonly modifiedMs: number;
    }
  | { readonly what: 'mode'; readonly inode: number; readonly mode: number }
  | {
      readonly what: 'owner';
      readonly inode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | { readonly what: 'times'; readonly inode: number; readonly modifiedMs: number }
  | { readonly what: 'names'; readonly names: readonly NameChange[] };

/** One name in one directory; a rename is two of them, which no crash takes apart. */
export interface NameChange {
  readonly directory: number;
  readonly name: string;
  /** What the name leads to afterwards; undefined: nothing. */
  readonly inode: number | undefined;
}

/** Carries out a change on an image that is being made. */
export function applyChange(image: Map<number, Inode>, change: Change): void {
  if (change.what === 'names') {
    for (const name of change.names) setName(image, name);
    return;
  }
  const inode = image.get(change.inode);
  if (inode !== undefined) image.set(change.inode, changed(inode, change));
}

function changed(inode: Inode, change: Exclude<Change, { what: 'names' }>): Inode {
  if (change.what === 'mode') return { ...inode, mode: change.mode };
  if (change.what === 'owner') {
    return { ...inode, uid: change.uid, gid: change.gid };
  }
  if (change.what === 'times') return { ...inode, modifiedMs: change.modifiedMs, stamped: true };
  if (change.what === 'size') {
    const { size, modifiedMs } = change;
    return { ...inode, size, modifiedMs, stamped: false, blocks: blocksWithin(inode, size) };
  }
  return { ...inode, blocks: new Map(inode.blocks).set(change.block, change.bytes) };
}

/** What is cut off stays away, also when the file grows again: that reads as zeros (truncate(2)). */
function blocksWithin({ size, blocks }: Inode, within: number): Inode['blocks'] {
  if (within >= size) return blocks;
  const kept = new Map<number, Uint8Array>();
  for (const [block, bytes] of blocks) {
    const length = Math.min(blockSize, within - block * blockSize);
    if (length > 0) kept.set(block, bytes.slice().fill(0, length));
  }
  return kept;
}

function setName(image: Map<number, Inode>, { directory, name, inode }: NameChange): void {
  const parent = image.get(directory);
  if (parent === undefined) return;
  const names = new Map(parent.names);
  if (inode === undefined) names.delete(name);
  else names.set(name, inode);
  image.set(directory, { ...parent, names });
}

/** What a change is a change of: two changes that share a cell are ordered, no others are. */
export function cellsOf(change: Change): readonly string[] {
  if (change.what === 'names') return change.names.map(nameCell);
  if (change.what === 'data') return [`${change.inode} block ${change.block}`];
  return [`${change.inode} ${change.what}`];
}

export function nameCell({ directory, name }: NameChange): string {
  return `${directory} name ${name}`;
}

/** Whether a sync of this inode is a sync of this change. */
export function belongsTo(change: Change, inode: number): boolean {
  if (change.what !== 'names') return change.inode === inode;
  return change.names.some(({ directory }) => directory === inode);
}
