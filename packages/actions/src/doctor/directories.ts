import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { lstatOrNone } from './lstat-or-none.ts';

/** Those of the paths at which a directory is, and no link to one. */
export function* onlyDirectories(paths: readonly string[]): Operation<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if (yield* isDirectory(path)) found.push(path);
  return found;
}

export function* isDirectory(path: string): Operation<boolean> {
  return (yield* lstatOrNone(path))?.kind === 'directory';
}

/** The names in a directory, sorted; none in what is no directory, or cannot be listed. */
export function* namesIn(path: string): Operation<readonly string[]> {
  if (!(yield* isDirectory(path))) return [];
  try {
    return (yield* effects.readdir(path)).toSorted();
  } catch {
    return [];
  }
}
