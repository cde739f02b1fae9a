import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { acquireLockSync } from '../../../src/index.ts';

// hold-and-plant <lock> <file>: takes the lock, and says `held`. After a line of input it writes the
// file, and after some more time it frees the lock.
const [path = '', file = ''] = process.argv.slice(2);
const lock = acquireLockSync(path, { timeoutMs: 0 });
console.log('held');
await once(process.stdin, 'data');
await pause(100);
writeFileSync(file, 'precious');
await pause(100);
lock.release();
process.stdin.destroy();
