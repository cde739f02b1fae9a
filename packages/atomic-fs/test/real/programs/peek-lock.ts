import { acquireLockSync, errnoOf } from '../../../src/index.ts';

// peek-lock <lock>: says whether the lock is free or held.
const [path = ''] = process.argv.slice(2);
try {
  acquireLockSync(path, { timeoutMs: 0 }).release();
  console.log('free');
} catch (error) {
  console.log(errnoOf(error) === 'ERR_LOCK_TIMEOUT' ? 'held' : String(error));
}
