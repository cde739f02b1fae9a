import { createLock } from '../../../src/index.ts';

// hog <lock> <ms>: takes the lock for so many milliseconds, over and over; says so after the first time.
const [path = '', ms] = process.argv.slice(2);
const handle = createLock(path);
const shared = new Int32Array(new SharedArrayBuffer(4));
for (let i = 0; ; i += 1) {
  handle.withLockSync({ timeoutMs: 60_000 }, () => Atomics.wait(shared, 0, 0, Number(ms)));
  if (i === 0) console.log('hogging');
}
