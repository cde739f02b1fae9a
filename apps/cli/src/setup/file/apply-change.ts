import { dirname } from 'node:path';
import { errnoOf, FileConflictError } from '@missionctl/atomic-fs';
import {
  effects,
  ensureDirectory,
  type Operation,
  removeFile,
  replaceFile,
  runSync,
} from '@missionctl/atomic-fs/operations';
import type { NamedFiles } from '../../context/context.ts';
import type { PlannedChange } from './plan-change.ts';
import { readConfiguration } from './read-configuration.ts';

const mostAttempts = 10;

/**
 * Writes what was planned, atomically, with the mode and the owner of the file that it replaces. A
 * file that somebody changes in between is planned again: nothing of theirs is lost.
 *
 * @param plan - reads the file and decides, once for each attempt
 * @param mode - of a new file; who may read that may enter a new directory
 * @throws ERR_FILE_CONFLICT after ten attempts; ERR_ATOMIC_WRITE; what `plan` throws
 */
export function applyChange(
  plan: () => PlannedChange,
  files: NamedFiles,
  mode: 0o600 | 0o644,
): PlannedChange {
  for (let attempt = 1; ; attempt += 1) {
    const change = plan();
    try {
      runSync(write(change, { files, mode, attempt }));
      return change;
    } catch (error) {
      if (!(error instanceof FileConflictError) || attempt === mostAttempts) throw error;
    }
  }
}

function* write(
  { path, found, after, action, isDirectoryMade }: PlannedChange,
  {
    files,
    mode,
    attempt,
  }: { readonly files: NamedFiles; readonly mode: 0o600 | 0o644; readonly attempt: number },
): Operation<void> {
  const refuseChanged = (): void => {
    const now = readConfiguration(path, files);
    if (now?.text !== found?.text || now?.mark !== found?.mark) {
      throw new FileConflictError(path, attempt);
    }
  };
  if (action === 'unchanged') return;
  if (after === undefined) {
    refuseChanged();
    yield* removeFile(path);
    if (isDirectoryMade) yield* removeIfEmpty(dirname(path));
    return;
  }
  if (found === undefined) {
    yield* ensureDirectory(dirname(path), { mode: mode === 0o600 ? 0o700 : 0o755 });
  }
  yield* replaceFile(path, `${found?.mark ?? ''}${after}`, {
    mode: found === undefined ? mode : 'keep',
    owner: 'keep',
    followLinks: true,
    // biome-ignore lint/correctness/useYield: nothing of it is an effect
    *beforeRename() {
      refuseChanged();
    },
  });
}

/** A directory in which others have put something by now stays, and so does one that is in use. */
function* removeIfEmpty(directory: string): Operation<void> {
  try {
    yield* effects.rmdir(directory);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}
