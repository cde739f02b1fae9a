import { errnoError } from './errno.ts';
import type { Inode } from './inode.ts';

/** The caller. A group gives no rights: whoever is not the owner has the bits of others. */
export interface Credentials {
  /** Undefined where there are no users: then everything is allowed. */
  readonly uid: number | undefined;
  /** The only group that the user is in. */
  readonly gid: number;
}

export type Access = 'read' | 'write' | 'search';

const bits: Readonly<Record<Access, number>> = { read: 0o4, write: 0o2, search: 0o1 };

const sticky = 0o1000;

export function may(who: Credentials, access: Access, inode: Inode): boolean {
  if (isPrivileged(who)) return true;
  const shift = who.uid === inode.uid ? 6 : 0;
  return ((inode.mode >> shift) & bits[access]) !== 0;
}

export function isOwner(who: Credentials, inode: Inode): boolean {
  return isPrivileged(who) || who.uid === inode.uid;
}

/** Nobody but root can give a file away; its owner may give it to a group of their own. */
export function mayGive(who: Credentials, inode: Inode, to: Pick<Inode, 'uid' | 'gid'>): boolean {
  if (isPrivileged(who)) return true;
  if (who.uid !== inode.uid || to.uid !== inode.uid) return false;
  return to.gid === inode.gid || to.gid === who.gid;
}

/** Whether a name may be taken out of a directory: in a sticky one only by an owner. */
export function mayUnname(who: Credentials, directory: Inode, named: Inode): boolean {
  if (!may(who, 'write', directory) || !may(who, 'search', directory)) return false;
  if ((directory.mode & sticky) === 0) return true;
  return isOwner(who, directory) || isOwner(who, named);
}

export function demand(allowed: boolean, errno: string, syscall: string, path: string): void {
  if (!allowed) throw errnoError(errno, syscall, path);
}

function isPrivileged({ uid }: Credentials): boolean {
  return uid === undefined || uid === 0;
}
