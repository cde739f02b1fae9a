import { isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wrongType, wrongValue } from './wrong-argument.ts';

/** A path, relative to the working directory at the time of the call, or a `file:` URL. */
export type Path = string | URL;

/**
 * Makes a path absolute. The only place that asks for the working directory, once for each path and
 * before anything is done, so that a later `process.chdir` leads nothing elsewhere.
 *
 * @param name - what the caller knows it as
 * @param path - a path, or a file URL
 * @returns the absolute path
 * @throws TypeError when it is neither, empty, or has a character that no path can have
 * @example
 * const directory = absolutePath('directory', options.directory);
 */
export function absolutePath(name: string, path: unknown): string {
  const text = isUrl(path) ? fileURLToPath(path) : path;
  if (typeof text !== 'string') throw wrongType(name, 'a string or a file URL', path);
  if (text === '') throw wrongValue(name, 'a path that is not empty');
  if (text.includes('\0')) throw wrongValue(name, 'a path without NUL characters', text);
  // The kernel would be given U+FFFD in its place: the name of another file.
  if (!text.isWellFormed()) throw wrongValue(name, 'a path without lone surrogates', text);
  return leadsUp.test(text) && sep === '/' ? belowWorkingDirectory(text) : resolve(text);
}

/** Of any realm, as Node's own functions accept it: that of jsdom is no instance of Node's `URL`. */
function isUrl(path: unknown): path is URL {
  return typeof path === 'object' && path !== null && 'href' in path && 'protocol' in path;
}

const leadsUp = /(^|\/)\.\.(\/|$)/;

/**
 * `resolve` would take `link/..` away by its letters. To the kernel it is the parent of what the link
 * leads to, and only the kernel knows which that is.
 */
function belowWorkingDirectory(path: string): string {
  const absolute = isAbsolute(path) ? path : `${resolve()}/${path}`;
  const names = absolute.split('/').filter((name) => name !== '' && name !== '.');
  return `/${names.join('/')}`;
}
