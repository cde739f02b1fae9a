import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import type { FileSystemState } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Account } from './context.ts';

/** Nothing is written to find it out. Some file systems (btrfs) count no files, and say 0 of 0. */
export function fileSystem(path: string): FileSystemState | undefined {
  try {
    const { type, bsize, blocks, bfree, bavail, files, ffree } = statfsSync(path);
    // The rest is kept for root.
    const free = process.geteuid?.() === 0 ? bfree : bavail;
    return {
      type,
      refusal: writeRefusal(path),
      freeBytes: blocks === 0 ? undefined : free * bsize,
      freeFiles: files === 0 ? undefined : ffree,
    };
  } catch {
    return undefined;
  }
}

function writeRefusal(path: string): string | undefined {
  // Whatever it allows, no change could be made durable; see the node system of atomic-fs.
  if (process.permission !== undefined) return 'ERR_ACCESS_DENIED';
  try {
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return errnoOf(error);
  }
}

/** The environment is asked first, as `os.homedir` does on POSIX, to save loading that module. */
export function userHome(): string | undefined {
  const { HOME } = process.env;
  if (process.platform !== 'win32' && HOME) return HOME;
  try {
    return os().homedir() || undefined;
  } catch {
    return undefined;
  }
}

export function userName(): string {
  try {
    return os().userInfo().username;
  } catch {
    return `${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Of others only the accounts of this machine's own file are known, and not those of a directory service. */
export function account(uid?: number): Account | undefined {
  try {
    return uid === undefined ? ownAccount() : accountIn(readFileSync('/etc/passwd', 'utf8'), uid);
  } catch {
    return undefined;
  }
}

function ownAccount(): Account {
  const { uid, username: name, homedir: home } = os().userInfo();
  return { uid, name, home };
}

/** The account in a file of passwd(5). */
function accountIn(text: string, uid: number): Account | undefined {
  const rows = text.split('\n').map((row) => row.split(':'));
  const [name, , , , , home] = rows.find((row) => row[2] === `${uid}`) ?? [];
  return name === undefined || home === undefined ? undefined : { uid, name, home };
}

export function hostName(): string {
  return os().hostname();
}

/** Not imported: loading it costs a fiftieth of the start, and few commands need it. */
function os(): typeof import('node:os') {
  return process.getBuiltinModule('node:os');
}
