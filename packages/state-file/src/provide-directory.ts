import { dirname } from 'node:path';
import { ensureDirectory, type Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/strict-json';
import type { StateFile } from './state-file.ts';

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
