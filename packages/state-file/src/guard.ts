import {
  type Access,
  effects,
  type Operation,
  refuseForeign,
  refuseWritable,
} from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/strict-json';

type Guard = (access: Access) => Operation<readonly Issue[]>;

/**
 * The guard of a file: reading checks the file when it is open, and a write checks it before it
 * touches anything, the lock file included.
 */
export function guardOf(path: string, guardDirectories: Guard): Guard {
  return function* (access: Access) {
    const warnings = yield* guardDirectories(access);
    const facts = access === 'write' ? yield* lookAt(path) : undefined;
    if (facts?.kind !== 'file') return warnings;
    yield* refuseForeign(path, facts, access);
    yield* refuseWritable(path, facts);
    return warnings;
  };
}

/** What cannot be looked at is reported by whoever goes on to it. */
export function* lookAt(path: string): ReturnType<typeof effects.lstat> {
  try {
    return yield* effects.lstat(path);
  } catch {
    return undefined;
  }
}
