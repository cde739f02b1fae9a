import { accessSync, constants, statfsSync } from 'node:fs';
import type { FileSystemState } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';

export function checkout(): readonly string[] | undefined {
  const [, main = ''] = process.argv;
  if (!main.endsWith('.ts')) return undefined;
  return [process.execPath, '--conditions=missionctl-source', main];
}

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

export function hostName(): string {
  return os().hostname();
}

/** Not imported: loading it costs a fiftieth of the start, and few commands need it. */
function os(): typeof import('node:os') {
  return process.getBuiltinModule('node:os');
}
