import { basename, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { absolutePath as checkedPath, wrongValue } from '@missionctl/atomic-fs/operations';

/**
 * Takes a path as a caller may give it. A relative one is refused: which directory it belongs to is
 * for the program to say.
 *
 * @param name - what the caller knows it as
 * @param path - an absolute path, or a file URL
 * @returns the absolute path
 * @throws TypeError when it is neither, or has a character that no path can have
 * @example
 * const home = absolutePath('home', options.home);
 */
export function absolutePath(name: string, path: string | URL): string {
  checkedPath(name, path);
  const text = typeof path === 'string' ? path : fileURLToPath(path);
  if (isAbsolute(text)) return text;
  throw wrongValue(name, 'an absolute path', text);
}

/** The path of a file, which does not end like that of a directory. @throws TypeError */
export function absoluteFilePath(name: string, path: string | URL): string {
  const text = absolutePath(name, path);
  if (text.endsWith(basename(text))) return text;
  throw wrongValue(name, 'the path of a file', text);
}
