import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acquireLockSync, type LockTimeoutError } from '../../../src/index.ts';

// same-inodes <directory>: two processes each hold a lock, of two files with the same inode number
// on two file systems; prints whom each lock is said to be held by.
const [directory = ''] = process.argv.slice(2);
const holding = fileURLToPath(new URL('hold.ts', import.meta.url));

const paths = ['one', 'two'].map((name) => {
  const place = join(directory, name);
  mkdirSync(place);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]);
  return join(place, 'lock');
});
const holders = await Promise.all(
  paths.map(async (path) => {
    const holder = spawn(process.execPath, ['--conditions=missionctl-source', holding, path]);
    await once(holder.stdout, 'data');
    return holder;
  }),
);
const named = paths.map((path) => {
  try {
    acquireLockSync(path, { timeoutMs: 0 }).release();
    return 'nobody';
  } catch (error) {
    return (error as LockTimeoutError).holder;
  }
});
const inodes = paths.map((path) => lstatSync(path).ino);
for (const holder of holders) holder.kill('SIGKILL');
console.log(JSON.stringify({ inodes, named, pids: holders.map(({ pid }) => pid) }));
