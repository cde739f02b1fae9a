import { join } from 'node:path';
import { patience, retries } from './patience.ts';
import { nowMs, startSignal } from './start-signal.ts';

// hold-process <locker> <directory>: takes the lock, says when, and keeps it until it is killed.
const [name = '', directory = ''] = process.argv.slice(2);
const lockers: Readonly<Record<string, () => Promise<unknown>>> = {
  'atomic-fs sync': async () => {
    const { acquireLockSync } = await import('@missionctl/atomic-fs');
    return acquireLockSync(join(directory, 'counter.lck'), patience);
  },
  'atomic-fs async': async () => {
    const { acquireLock } = await import('@missionctl/atomic-fs');
    return acquireLock(join(directory, 'counter.lck'), patience);
  },
  'proper-lockfile': async () => {
    const { lock } = await import('proper-lockfile');
    return lock(join(directory, 'counter'), { realpath: false, retries });
  },
};

await startSignal();
await lockers[name]?.();
console.log(JSON.stringify({ takenAt: nowMs() }));
setInterval(() => {}, 60_000);
