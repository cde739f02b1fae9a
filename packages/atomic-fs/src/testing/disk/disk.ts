import { applyChange, belongsTo, type Change, cellsOf, nameCell } from './change.ts';
import type { Image, Inode } from './inode.ts';

/**
 * A disk with its two layers. What processes see is the volatile one, `live`; what a power failure
 * leaves is `base` with some of the changes of `log`.
 */
export interface Disk {
  readonly live: Map<number, Inode>;
  readonly base: Map<number, Inode>;
  readonly log: LoggedChange[];
}

export interface LoggedChange {
  readonly change: Change;
  /** The same in every interleaving: the process, and which of its changes it is. */
  readonly id: string;
  /**
   * `pending`: a crash keeps it or loses it. `forced`: a sync succeeded, and every crash keeps it.
   * `doomed`: a sync failed; no later one forces it, since the kernel may have marked it clean
   * ("Can Applications Recover from fsync Failures?", USENIX ATC 2020).
   */
  readonly fate: 'pending' | 'forced' | 'doomed';
  /** Earlier changes, by their place in the log, without which it would mean nothing. */
  readonly needs: readonly number[];
}

export function diskOf(image: Image): Disk {
  return { live: new Map(image), base: new Map(image), log: [] };
}

export function copyOf(disk: Disk): Disk {
  return { live: new Map(disk.live), base: new Map(disk.base), log: [...disk.log] };
}

/** An inode that no name leads to yet; with the first name that a crash keeps it is there. */
export function addInode(disk: Disk, inode: Inode): void {
  disk.live.set(inode.number, inode);
  disk.base.set(inode.number, inode);
}

export function makeChange(disk: Disk, change: Change, id: string): void {
  disk.log.push({ change, id, fate: 'pending', needs: needsOf(disk, change) });
  applyChange(disk.live, change);
}

/** What a sync of one inode does to its pending changes. */
export function settle(disk: Disk, inode: number, fate: 'forced' | 'doomed'): void {
  for (const [place, logged] of disk.log.entries()) {
    if (logged.fate === 'pending' && belongsTo(logged.change, inode)) {
      disk.log[place] = { ...logged, fate };
    }
  }
}

/**
 * A name can only be removed once it is there; and of one thing the versions come in order. Names
 * in one directory are otherwise unordered: the weakest model forces nothing but what is synced.
 */
function needsOf(disk: Disk, change: Change): readonly number[] {
  const cells =
    change.what === 'names'
      ? change.names.filter(({ inode }) => inode === undefined).map(nameCell)
      : cellsOf(change);
  const needs: number[] = [];
  for (const cell of cells) {
    const place = disk.log.findLastIndex((logged) => cellsOf(logged.change).includes(cell));
    if (place >= 0) needs.push(place);
  }
  return needs;
}
