import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { patience, patienceOfSqlite, retries } from './patience.ts';

/** One increment of the counter of a directory; calls `taken` as soon as it holds the lock. */
type Update = (taken: () => void) => Promise<void> | void;

/** What the targets are about. */
export const handleSync = 'atomic-fs handle, sync';

/** Every way to update a shared file that is compared; each process loads only its own. */
export const updaters: Readonly<Record<string, (directory: string) => Promise<Update>>> = {
  'atomic-fs sync': async (directory) => {
    const { withLockSync } = await import('@missionctl/atomic-fs');
    const increment = await incrementIn(directory);
    return (taken) =>
      withLockSync(join(directory, 'counter.lck'), patience, () => {
        taken();
        increment();
      });
  },
  'atomic-fs async': async (directory) => {
    const { withLock } = await import('@missionctl/atomic-fs');
    const increment = await incrementIn(directory);
    return (taken) =>
      withLock(join(directory, 'counter.lck'), patience, () => {
        taken();
        increment();
      });
  },
  [handleSync]: async (directory) => {
    const { createLock } = await import('@missionctl/atomic-fs');
    const handle = createLock(join(directory, 'counter.lck'));
    const increment = await incrementIn(directory);
    return (taken) =>
      handle.withLockSync(patience, () => {
        taken();
        increment();
      });
  },
  'atomic-fs handle, async': async (directory) => {
    const { createLock } = await import('@missionctl/atomic-fs');
    const handle = createLock(join(directory, 'counter.lck'));
    const increment = await incrementIn(directory);
    return (taken) =>
      handle.withLock(patience, () => {
        taken();
        increment();
      });
  },
  'node:sqlite by hand': async (directory) => {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(directory, 'counter.db'), patienceOfSqlite);
    const increment = await incrementIn(directory);
    return (taken) => {
      database.exec('BEGIN IMMEDIATE');
      taken();
      increment();
      database.exec('ROLLBACK');
    };
  },
  'proper-lockfile': async (directory) => {
    const { lock } = await import('proper-lockfile');
    const increment = await incrementIn(directory);
    return async (taken) => {
      const release = await lock(join(directory, 'counter'), { realpath: false, retries });
      taken();
      increment();
      await release();
    };
  },
  'conf (has no lock)': async (directory) => {
    const { default: Conf } = await import('conf');
    const options = { cwd: directory, configName: 'counter', fileExtension: '' };
    const conf = new Conf<{ n: number }>({ ...options, defaults: { n: 0 } });
    return (taken) => {
      taken();
      conf.set('n', conf.get('n') + 1);
    };
  },
};

/** The same durable save for every lock, so that only the locks differ. */
async function incrementIn(directory: string): Promise<() => void> {
  const { replaceFileSync } = await import('@missionctl/atomic-fs');
  const counter = join(directory, 'counter');
  return () => replaceFileSync(counter, String(Number(readFileSync(counter, 'utf8')) + 1));
}
