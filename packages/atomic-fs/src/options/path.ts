import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wrongType, wrongValue } from './wrong-argument.ts';

/** A path, relative to the working directory at the time of the call, or a `file:` URL. */
export type Path = string | URL;

/**
 * The absolute path that is meant. The working directory is read here and nowhere else, once for each
 * path and before anything is done, so that a later `process.chdir` leads nothing elsewhere.
 *
 * @throws TypeError
 */
export function absolutePath(name: string, path: unknown): string {
  if (path instanceof URL) return fileURLToPath(path);
  if (typeof path !== 'string') throw wrongType(name, 'a string or a file URL', path);
  if (path === '') throw wrongValue(name, 'not empty', path);
  if (path.includes('\0')) throw wrongValue(name, 'without NUL characters', path);
  return resolve(path);
}
