import { basename, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { described } from './require-option.ts';

/**
 * Takes a path as a caller may give it.
 *
 * @param name - what the caller knows it as
 * @param path - an absolute path, or a file URL
 * @returns the absolute path
 * @throws TypeError when it is neither, or has a null byte in it
 * @example
 * const home = absolutePath('home', options.home);
 */
export function absolutePath(name: string, path: string | URL): string {
  const text = path instanceof URL ? fileURLToPath(path) : path;
  if (typeof text !== 'string') {
    throw new TypeError(`${name} must be a path or a file URL, not ${described(path)}`);
  }
  if (!isAbsolute(text)) throw new TypeError(`${name} must be an absolute path: '${text}'`);
  if (text.includes('\0')) throw new TypeError(`${name} must not have a null byte in it`);
  return text;
}

/** The path of a file, which does not end like that of a directory. @throws TypeError */
export function absoluteFilePath(name: string, path: string | URL): string {
  const text = absolutePath(name, path);
  if (!text.endsWith(basename(text))) throw new TypeError(`${name} must name a file: '${text}'`);
  return text;
}
