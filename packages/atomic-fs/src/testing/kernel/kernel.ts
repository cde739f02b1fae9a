import type { Call, LockConnection, OpenIntent, System } from '../../operation/system.ts';
import type { Change } from '../disk/change.ts';
import { addInode, type Disk, makeChange } from '../disk/disk.ts';
import { type Inode, newInode } from '../disk/inode.ts';
import type { Walk } from '../disk/path-walk.ts';
import type { Credentials } from '../disk/permission.ts';

/** What all processes of a machine share. */
export interface Kernel {
  readonly disk: Disk;
  readonly windows: boolean;
  readonly seed: number;
  /** Who holds the lock of which inode. */
  readonly locks: Map<number, LockHolder>;
  readonly running: Set<ProcessState>;
  clockMs: number;
  lastPid: number;
}

export interface LockHolder {
  readonly pid: number;
  readonly connection: LockConnection;
}

/** What the kernel keeps for one process. */
export interface ProcessState extends Credentials {
  readonly kernel: Kernel;
  readonly pid: number;
  readonly umask: number;
  readonly random: () => number;
  readonly open: Map<number, OpenFile>;
  readonly connections: Map<LockConnection, OpenLock>;
  /** The lock paths that a task of this process holds, or is about to take. */
  readonly entered: Set<string>;
  /** The paths that tasks of this process are writing. */
  readonly writing: string[];
  inodesMade: number;
  changesMade: number;
}

export interface OpenFile {
  readonly inode: number;
  readonly path: string;
  readonly intent: OpenIntent;
  position: number;
}

export interface OpenLock {
  readonly inode: number;
  readonly writable: boolean;
}

/** A call as the kernel carries it out: that of `System`, and who makes it. */
export type KernelCalls<C extends Call = Call> = {
  readonly [K in C]: (
    process: ProcessState,
    ...args: Parameters<System[K]>
  ) => ReturnType<System[K]>;
};

/** Numbered for each process, so that an interleaving does not alter what each of them sees. */
export function makeInode(
  process: ProcessState,
  facts: Pick<Inode, 'kind' | 'mode'> & { readonly leadsTo?: string },
): Inode {
  process.inodesMade += 1;
  const number = process.pid * 1_000_000 + process.inodesMade;
  const modifiedMs = timeOf(process.kernel);
  const inode = newInode({ ...facts, number, uid: process.uid ?? 0, gid: process.gid, modifiedMs });
  addInode(process.kernel.disk, inode);
  return inode;
}

export function change(process: ProcessState, made: Change): void {
  process.changesMade += 1;
  makeChange(process.kernel.disk, made, `${process.pid}.${process.changesMade}`);
}

export function walking(process: ProcessState, syscall: string): Walk {
  return { image: process.kernel.disk.live, who: process, syscall };
}

/** Noon of the first day of 2026, UTC: when every simulated machine starts. */
const startMs = Date.UTC(2026, 0, 1, 12);

export function timeOf(kernel: Kernel): number {
  return startMs + kernel.clockMs;
}
