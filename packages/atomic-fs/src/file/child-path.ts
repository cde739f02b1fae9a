import { sep } from 'node:path';

/**
 * The path of a name in a directory. Unlike `join` of `node:path` it does not normalize the
 * directory, which took a good part of the start of a short command.
 *
 * @param directory - the directory, used as it is.
 * @param name - one name, without separators.
 * @returns the directory, a separator unless it ends with one, and the name
 * @example
 * childPath('/home/me', 'state.json'); // '/home/me/state.json'
 */
export function childPath(directory: string, name: string): string {
  return directory.endsWith(sep) ? `${directory}${name}` : `${directory}${sep}${name}`;
}
