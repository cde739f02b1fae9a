import { join } from 'node:path';
import { retries } from './patience.ts';
import { nowMs, startSignal } from './start-signal.ts';

// pair-process <locker> <directory> <times>: takes and frees a lock that nobody else wants; answers the
// microseconds of one time in the fastest batch, since whatever else runs only adds to them.
const [name = '', directory = '', times] = process.argv.slice(2);
const batch = 200;
const path = join(directory, 'pair.lck');

type Pair = () => Promise<void> | void;
const lockers: Readonly<Record<string, () => Promise<Pair>>> = {
  'atomic-fs handle, sync': async () => {
    const handle = (await import('@missionctl/atomic-fs')).createLock(path);
    return () => handle.acquireSync().release();
  },
  'atomic-fs handle, async': async () => {
    const handle = (await import('@missionctl/atomic-fs')).createLock(path);
    return async () => (await handle.acquire()).release();
  },
  'atomic-fs acquireLockSync': async () => {
    const { acquireLockSync } = await import('@missionctl/atomic-fs');
    return () => acquireLockSync(path).release();
  },
  'node:sqlite by hand': async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(path);
    return () => {
      database.exec('BEGIN IMMEDIATE');
      database.exec('ROLLBACK');
    };
  },
  'proper-lockfile': async () => {
    const { lock } = await import('proper-lockfile');
    return async () => (await lock(path, { realpath: false, retries }))();
  },
};

const pair = await lockers[name]?.();
if (pair === undefined) throw new Error(`no locker '${name}'`);
await startSignal();
let fastest = Number.POSITIVE_INFINITY;
for (let left = Number(times); left > 0; left -= batch) {
  const began = nowMs();
  for (let i = 0; i < batch; i += 1) {
    const going = pair();
    if (going !== undefined) await going;
  }
  fastest = Math.min(fastest, ((nowMs() - began) * 1e3) / batch);
}
console.log(JSON.stringify({ micros: fastest }));
