import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';

// What stands in the directory of a client is a copy of what the remote holds, or on its way there:
// nothing of it has to survive a power failure, so that nothing is synced.

/** Writes a file that others see as a whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.new`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, path);
}

/** The text of a file; undefined where there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch(onlyMissing);
}

/** The names in a directory, in order; none where there is none. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  return ((await readdir(directory).catch(onlyMissing)) ?? []).toSorted();
}

/** How large a file is, in bytes; 0 where there is none. */
export async function bytesOf(path: string): Promise<number> {
  return (await stat(path).catch(onlyMissing))?.size ?? 0;
}

/** Moves a file; false where there is none. */
export async function move(from: string, to: string): Promise<boolean> {
  const isMoved = await rename(from, to)
    .then(() => true)
    .catch(onlyMissing);
  return isMoved ?? false;
}

/**
 * Writes an object where git looks for it: below its first two digits. @returns why that was not possible, as
 * in a repository that is gone
 */
export async function writeObject(
  objects: string,
  { oid, bytes }: { readonly oid: string; readonly bytes: Uint8Array },
): Promise<string | undefined> {
  const directory = join(objects, oid.slice(0, 2));
  try {
    await mkdir(directory, { mode: 0o700 }).catch(onlyThere);
    const unfinished = join(directory, `tmp_${oid.slice(2)}`);
    await writeFile(unfinished, bytes, { mode: 0o600 });
    await rename(unfinished, join(directory, oid.slice(2)));
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

/** Copies a directory with all that is in it. */
export async function copyAll(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
}

/** Removes whatever is at a path. */
export async function removeAll(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes a file, if it is there. */
export async function removeFile(path: string): Promise<void> {
  await unlink(path).catch(onlyMissing);
}

/** Makes a directory for this user alone. */
export async function makePrivate(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}

function onlyMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

function onlyThere(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
  throw error;
}
