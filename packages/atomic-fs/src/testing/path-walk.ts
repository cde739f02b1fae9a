import { sep } from 'node:path';
import { errnoError } from './errno.ts';
import { type Image, type Inode, rootNumber } from './inode.ts';
import { type Credentials, demand, may } from './permission.ts';

/** Where a path leads: the directory of its last name, and what has that name. */
export interface Place {
  readonly path: string;
  readonly directory: Inode;
  /** Empty for the root, which has no name. */
  readonly name: string;
  readonly found: Inode | undefined;
}

export interface Walk {
  readonly image: Image;
  readonly who: Credentials;
  /** The call on whose behalf: it is named in the error. */
  readonly syscall: string;
}

const longestName = 255;
const mostLinks = 40;
const separator = sep === '/' ? '/' : /[/\\]/;

/** Follows a path as the kernel does (path_resolution(7)), the last name only when asked to. */
export function walk(walking: Walk, path: string, followLast = false): Place {
  if (path.includes('\0')) throw invalidPath(path);
  const fail = (errno: string): Error => errnoError(errno, walking.syscall, path);
  if (path === '') throw fail('ENOENT');
  const trail: Inode[] = [];
  let directory = inodeOf(walking, rootNumber);
  let left = namesIn(path);
  let links = 0;
  for (;;) {
    const [name, ...rest] = left;
    if (name === undefined) return { path, directory, name: '', found: directory };
    if (directory.kind !== 'directory') throw fail('ENOTDIR');
    demand(may(walking.who, 'search', directory), 'EACCES', walking.syscall, path);
    if (Buffer.byteLength(name) > longestName) throw fail('ENAMETOOLONG');
    left = rest;
    if (name === '..') {
      directory = trail.pop() ?? directory;
      continue;
    }
    const found = childOf(walking, directory, name);
    if (found?.kind === 'symlink' && (rest.length > 0 || followLast)) {
      links += 1;
      if (links > mostLinks) throw fail('ELOOP');
      if (found.leadsTo.startsWith('/')) {
        directory = inodeOf(walking, rootNumber);
        trail.length = 0;
      }
      left = [...namesIn(found.leadsTo), ...rest];
      continue;
    }
    if (rest.length === 0) return { path, directory, name, found };
    if (found === undefined) throw fail('ENOENT');
    trail.push(directory);
    directory = found;
  }
}

/** What is at a path; ENOENT when there is nothing. */
export function walkTo(walking: Walk, path: string, followLast = false): Inode {
  const { found } = walk(walking, path, followLast);
  if (found === undefined) throw errnoError('ENOENT', walking.syscall, path);
  return found;
}

/** What is at a path, for whoever only wants to know: undefined when it cannot be reached. */
export function glimpse(walking: Walk, path: string, followLast = false): Inode | undefined {
  try {
    return walk(walking, path, followLast).found;
  } catch {
    return undefined;
  }
}

/** Relative paths start at the root, drive letters are names like others. */
function namesIn(path: string): string[] {
  return path.split(separator).filter((name) => name !== '' && name !== '.');
}

function childOf(walking: Walk, directory: Inode, name: string): Inode | undefined {
  const number = directory.names.get(name);
  return number === undefined ? undefined : walking.image.get(number);
}

function inodeOf(walking: Walk, number: number): Inode {
  const inode = walking.image.get(number);
  if (inode === undefined) throw new Error(`the simulated disk has lost its inode ${number}`);
  return inode;
}

function invalidPath(path: string): Error {
  const message = `The argument 'path' must be a string without null bytes. Received '${path}'`;
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_VALUE' });
}
