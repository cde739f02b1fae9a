import { dirname } from 'node:path';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';

/**
 * Finds which directories can be watched. What cannot be looked at cannot be watched either.
 *
 * @param paths - absolute paths
 * @returns those where something is
 * @example
 * const directories = yield* directoriesThere(['/home/me/.app', '/home/me/.app/items']);
 */
export function* directoriesThere(paths: readonly string[]): Operation<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if (yield* isThere(path)) found.push(path);
  return found;
}

/**
 * As `directoriesThere`; where none of them is there, the nearest directory above all of them, in
 * which it shows when they come.
 *
 * @param top - the uppermost of them
 * @param paths - absolute paths
 * @returns at least one
 * @example
 * const directories = yield* directoriesOrAbove('/home/me/.app', ['/home/me/.app', '/home/me/.app/items']);
 */
export function* directoriesOrAbove(
  top: string,
  paths: readonly string[],
): Operation<readonly string[]> {
  const found = yield* directoriesThere(paths);
  if (found.length > 0) return found;
  let above = dirname(top);
  while (!(yield* isThere(above)) && dirname(above) !== above) above = dirname(above);
  return [above];
}

function* isThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch {
    return false;
  }
}
