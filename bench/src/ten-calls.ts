import * as fs from 'node:fs';
import { promisify } from 'node:util';

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = fs.constants;
const create = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
let saves = 0;

/** The calls of one durable save written out, without a check: what Node itself costs. */
export function saveByTenCalls(path: string, directory: string, text: string): void {
  const pending = `${path}.${process.pid}.${saves++}`;
  const bytes = new TextEncoder().encode(text);
  fs.lstatSync(path, { throwIfNoEntry: false });
  const fd = fs.openSync(pending, create, 0o600);
  fs.writeSync(fd, bytes, 0, bytes.length, null);
  fs.fstatSync(fd);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  const parent = fs.openSync(directory, O_RDONLY | O_DIRECTORY);
  fs.renameSync(pending, path);
  fs.fsyncSync(parent);
  fs.closeSync(parent);
}

const lstat = promisify(fs.lstat);
const open = promisify(fs.open);
const write = promisify(fs.write);
const fstat = promisify(fs.fstat);
const fsync = promisify(fs.fsync);
const close = promisify(fs.close);
const rename = promisify(fs.rename);

/** The same through the thread pool, one turn for each call. */
export async function saveByTenAwaits(
  path: string,
  directory: string,
  text: string,
): Promise<void> {
  const pending = `${path}.${process.pid}.${saves++}`;
  const bytes = new TextEncoder().encode(text);
  await lstat(path).catch(() => {});
  const fd = await open(pending, create, 0o600);
  await write(fd, bytes, 0, bytes.length, null);
  await fstat(fd);
  await fsync(fd);
  await close(fd);
  const parent = await open(directory, O_RDONLY | O_DIRECTORY);
  await rename(pending, path);
  await fsync(parent);
  await close(parent);
}
