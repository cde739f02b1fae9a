import { acquireLock, createLock, withLock } from '../../../src/index.ts';

// abort-wait <lock>: aborts long waits for a lock that it holds, and ends when nothing is left to do.
const [path = ''] = process.argv.slice(2);
const lock = await acquireLock(path);
const controller = new AbortController();
const wait = { signal: controller.signal, timeoutMs: 600_000 };
const waiting = [acquireLock(path, wait), withLock(path, wait, () => {})];
waiting.push(createLock(path).withLock(wait, () => {}));
controller.abort();
const settled = await Promise.allSettled(waiting);
lock.release();
console.log(settled.every(({ status }) => status === 'rejected') ? 'aborted' : 'not aborted');
