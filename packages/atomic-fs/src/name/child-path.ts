import { sep } from 'node:path';

/**
 * Makes the path of a name in a directory. The directory is taken as it is: what `join` of
 * `node:path` does to it besides, character by character, is a good part of the start of a short
 * command.
 *
 * @param directory - the path of the directory, in normal form
 * @param name - one component, neither `.` nor `..`
 * @returns the path, with one separator between the two
 * @example
 * childPath('/home/me', 'state.json'); // /home/me/state.json
 */
export function childPath(directory: string, name: string): string {
  return directory.endsWith(sep) ? `${directory}${name}` : `${directory}${sep}${name}`;
}
