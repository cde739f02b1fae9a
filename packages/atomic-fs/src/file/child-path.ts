import { sep } from 'node:path';

/**
 * The path of a name in a directory. The directory is taken as it is: what `join` of `node:path`
 * does to it besides, character by character, is a good part of the start of a short command.
 */
export function childPath(directory: string, name: string): string {
  return directory.endsWith(sep) ? `${directory}${name}` : `${directory}${sep}${name}`;
}
