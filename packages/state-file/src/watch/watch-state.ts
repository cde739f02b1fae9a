import { dirname, sep } from 'node:path';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireStateFile } from '../options/require-call.ts';
import type { ReadState } from '../read/found-state.ts';
import { readState } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { directoriesOrAbove } from './directories-there.ts';
import type { WatchOptions } from './endable.ts';
import type { Watch } from './watch.ts';
import { watchChanges } from './watch-changes.ts';

/** Watches one document. See `watchState` of the package. */
export function watchFile<T>(file: StateFile<T>, options: WatchOptions): Watch<ReadState<T>> {
  requireStateFile(file);
  const names = new Set(file.path.split(sep));
  return watchChanges(
    {
      directories: () => nearestDirectory(dirname(file.path)),
      matters: (_, name) => names.has(name),
      read: () => readState(file),
      keyOf: (state) => (state.status === 'present' ? state.version : describe(state)),
      damageIn: (state) => (state.status === 'damaged' ? describe(state) : ''),
    },
    options,
  );
}

function describe(state: ReadState<unknown>): string {
  return state.status === 'damaged'
    ? `${state.fault} ${state.issues.map(({ message }) => message).join()}`
    : state.status;
}

/**
 * The directory of the file and the one above, which says when it goes; the nearest one above that
 * is there, while it is not.
 */
function* nearestDirectory(directory: string): Operation<readonly string[]> {
  const there = yield* directoriesOrAbove(directory, [directory]);
  return there.includes(directory) ? [directory, dirname(directory)] : there;
}
