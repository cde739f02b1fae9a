import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';

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

/** Moves a file; false where there is none. */
export async function move(from: string, to: string): Promise<boolean> {
  const isMoved = await rename(from, to)
    .then(() => true)
    .catch(onlyMissing);
  return isMoved ?? false;
}

/** Copies a directory with all that is in it. */
export async function copyAll(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
}

/** Removes whatever is at a path. */
export async function removeAll(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Makes a directory for this user alone. */
export async function makePrivate(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}

function onlyMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
