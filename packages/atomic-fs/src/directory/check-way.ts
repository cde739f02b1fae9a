import { basename, dirname, isAbsolute, parse } from 'node:path';
import { UnsafeFileError } from '../errors.ts';
import { childPath } from '../name/child-path.ts';
import { host, lstat, readlink } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { type Access, refuseForeign, refuseWritable } from './ownership.ts';

/** As many as the kernel follows (path_resolution(7)). */
const mostLinks = 40;
/** In a sticky directory a name can be taken away by its owner only (unlink(2), EPERM). */
const sticky = 0o1000;

/**
 * Refuses a link that another user could lead elsewhere: each link on its way, and each directory in
 * which a name of the way is looked up, is ours or root's, and everyone can write in none of them
 * but a sticky one. What the link leads to at last is for the caller to check, and what cannot be
 * looked at is reported by whoever opens it.
 *
 * @param link - the path of the link
 * @param access - what it leads to is used for
 * @throws ERR_UNSAFE_FILE that names the link
 */
export function* checkWay(link: string, access: Access): Operation<void> {
  if ((yield* host()).windows) return;
  let directory = dirname(link);
  let names: readonly string[] = [basename(link)];
  for (let links = 0; links <= mostLinks; ) {
    const [name, ...rest] = names;
    if (name === undefined) return;
    const path = childPath(directory, name);
    const facts = yield* look(path);
    if (facts === undefined) return;
    yield* passThrough(link, directory, access);
    names = rest;
    if (facts.kind !== 'symlink') {
      directory = path;
      continue;
    }
    yield* asRefusalOf(link, path, refuseForeign(path, facts, access));
    const target = yield* targetOf(path);
    if (target === undefined) return;
    if (isAbsolute(target)) directory = parse(target).root;
    // The kernel resolves `..`: it is the parent of what a link leads to, not of the link.
    names = [...target.split('/').filter((each) => each !== '' && each !== '.'), ...rest];
    links += 1;
  }
}

function* passThrough(link: string, directory: string, access: Access): Operation<void> {
  const facts = yield* look(directory);
  if (facts === undefined) return;
  yield* asRefusalOf(link, directory, refuseForeign(directory, facts, access));
  if ((facts.mode & sticky) !== 0 || facts.kind !== 'directory') return;
  yield* asRefusalOf(link, directory, refuseWritable(directory, facts));
}

/** The user knows the link, and perhaps not what is on its way. */
function* asRefusalOf(link: string, on: string, check: Operation<void>): Operation<void> {
  try {
    yield* check;
  } catch (error) {
    if (!(error instanceof UnsafeFileError)) throw error;
    const { reason, actingUid, mode, uid } = error;
    const whose = reason === 'owner' ? `belongs to user ${uid}` : 'everyone can write';
    const why =
      on === link
        ? `is a link that ${whose}`
        : `is a link that leads through '${on}', which ${whose}`;
    throw new UnsafeFileError(link, { kind: 'symlink', mode, uid }, { reason, why, actingUid });
  }
}

function* look(path: string): Operation<FileFacts | undefined> {
  try {
    return yield* lstat(path);
  } catch {
    return undefined;
  }
}

function* targetOf(link: string): Operation<string | undefined> {
  try {
    return yield* readlink(link);
  } catch {
    return undefined;
  }
}
