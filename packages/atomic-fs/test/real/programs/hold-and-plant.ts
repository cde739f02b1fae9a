import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { acquireLockSync } from '../../../src/index.ts';

// hold-and-plant <lock> <file>: takes the lock, and says `held`. After a line of input, as soon as the
// kernel shows that somebody waits and has the lock file open, it writes the file and frees the lock.
const [path = '', file = ''] = process.argv.slice(2);
const lock = acquireLockSync(path, { timeoutMs: 0 });
console.log('held');
await once(process.stdin, 'data');
const { ino } = statSync(path);
const isWaitedFor = (): boolean =>
  readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .some((line) => line.includes(`:${ino} `) && / READ /.test(line) && !ours.test(line));
const ours = new RegExp(` ${process.pid} `);
while (!isWaitedFor()) await pause(5);
writeFileSync(file, 'precious');
await pause(100);
lock.release();
process.stdin.destroy();
