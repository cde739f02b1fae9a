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
  if (path === '') throw errnoError('ENOENT', walking.syscall, path);
  return follow({ ...walking, path, followLast }, [], namesIn(path));
}

/** From the last directory of `trail`, which begins below the root. */
function follow(
  walking: Walk & { readonly path: string; readonly followLast: boolean },
  trail: readonly Inode[],
  names: readonly string[],
  links = 0,
): Place {
  const { path } = walking;
  const directory = trail.at(-1) ?? inodeOf(walking, rootNumber);
  const [name, ...rest] = names;
  if (name === undefined) return { path, directory, name: '', found: directory };
  refuseToEnter(walking, directory, name);
  if (name === '..') return follow(walking, trail.slice(0, -1), rest, links);
  const found = childOf(walking, directory, name);
  if (found?.kind === 'symlink' && (rest.length > 0 || walking.followLast)) {
    if (links === mostLinks) throw errnoError('ELOOP', walking.syscall, path);
    const start = found.leadsTo.startsWith('/') ? [] : trail;
    return follow(walking, start, [...namesIn(found.leadsTo), ...rest], links + 1);
  }
  if (rest.length === 0) return { path, directory, name, found };
  if (found === undefined) throw errnoError('ENOENT', walking.syscall, path);
  return follow(walking, [...trail, found], rest, links);
}

function refuseToEnter(
  { who, syscall, path }: Walk & { readonly path: string },
  directory: Inode,
  name: string,
): void {
  if (directory.kind !== 'directory') throw errnoError('ENOTDIR', syscall, path);
  demand(may(who, 'search', directory), 'EACCES', syscall, path);
  if (Buffer.byteLength(name) > longestName) throw errnoError('ENAMETOOLONG', syscall, path);
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
