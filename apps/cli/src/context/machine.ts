import { accessSync, constants, statfsSync } from 'node:fs';
import type { UnwritableDisk } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';

export function checkout(): readonly string[] | undefined {
  const [, main = ''] = process.argv;
  if (!main.endsWith('.ts')) return undefined;
  return [process.execPath, '--conditions=missionctl-source', main];
}

export function fileSystemType(path: string): number | undefined {
  try {
    return statfsSync(path).type;
  } catch {
    return undefined;
  }
}

/** access(2) answers EROFS before it looks at permissions. */
export function unwritableDisk(path: string): UnwritableDisk | undefined {
  try {
    accessSync(path, constants.W_OK);
    const { bavail, files, ffree } = statfsSync(path);
    // File systems that make inodes as they go report none at all.
    return bavail === 0 || (files > 0 && ffree === 0) ? 'full' : undefined;
  } catch (error) {
    return errnoOf(error) === 'EROFS' ? 'read-only' : undefined;
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
