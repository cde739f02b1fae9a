import { dirname } from 'node:path';
import {
  type Access,
  effects,
  ensureDirectory,
  type Operation,
  refuseForeign,
  refuseWritable,
} from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/strict-json';
import type { StateFile } from './state-file.ts';

type Guard = StateFile<unknown>['guard'];

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
function* lookAt(path: string): ReturnType<typeof effects.lstat> {
  try {
    return yield* effects.lstat(path);
  } catch {
    return undefined;
  }
}

/**
 * Creates the directory of a document that is missing, and checks the way to it again: another user
 * may have been quicker.
 *
 * @param file - which document
 * @returns the warnings of the guard
 * @throws ERR_ATOMIC_WRITE, and what the guard throws
 * @example
 * if (!(yield* isPresent(settings.path))) yield* provideDirectory(settings);
 */
export function* provideDirectory({
  path,
  guard,
}: Pick<StateFile<unknown>, 'path' | 'guard'>): Operation<readonly Issue[]> {
  yield* ensureDirectory(dirname(path));
  return yield* guard('write');
}
