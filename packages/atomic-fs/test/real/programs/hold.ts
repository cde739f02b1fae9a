import { once } from 'node:events';
import { acquireLockSync } from '../../../src/index.ts';

// hold <lock>: takes the lock, says `held`, and frees it at a line of input.
const [path = ''] = process.argv.slice(2);
const lock = acquireLockSync(path, { timeoutMs: 0 });
console.log('held');
await once(process.stdin, 'data');
lock.release();
process.stdin.destroy();
