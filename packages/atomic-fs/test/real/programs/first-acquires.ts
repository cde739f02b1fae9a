import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock, acquireLockSync } from '../../../src/index.ts';

// first-acquires <directory> <locks> <begin, ms of the epoch> <sync|async>: at agreed times the
// first acquires of new locks. Two holders at once would meet at the marker, which is exclusive.
const [directory = '', locks, begin, form] = process.argv.slice(2);
const paceMs = 15;

for (let i = 0; i < Number(locks); i += 1) {
  const ahead = Number(begin) + i * paceMs - Date.now();
  if (ahead > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ahead);
  const path = join(directory, `lock-${i}`);
  const patience = { timeoutMs: 30_000 };
  const lock =
    form === 'sync' ? acquireLockSync(path, patience) : await acquireLock(path, patience);
  const marker = join(directory, `inside-${i}`);
  closeSync(openSync(marker, 'wx'));
  unlinkSync(marker);
  lock.release();
}
