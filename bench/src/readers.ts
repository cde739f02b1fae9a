import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  listSessions,
  listSessionsSync,
  loadSession,
  loadSessionSync,
  type SessionStore,
  sessionStore,
} from '@missionctl/session-store';

/** One way of reading a home, once. */
export type Reader = (home: string) => unknown;

/** The mission that `load` reads. */
export const oneMission = 'mission-00000';

/** Reading one session: the file alone, and the store with all that it checks. */
export const loaders: Readonly<Record<string, Reader>> = {
  'readFileSync alone': (home) => readFileSync(sessionOf(home, oneMission), 'utf8'),
  'promises.readFile alone': (home) => readFile(sessionOf(home, oneMission), 'utf8'),
  'load, sync': (home) => loadSessionSync(storeOf(home), oneMission),
  'load, async': (home) => loadSession(storeOf(home), oneMission),
};

/** Reading all: the store, and what one would write without it. */
export const listers: Readonly<Record<string, Reader>> = {
  'list, sync': (home) => listSessionsSync(storeOf(home)),
  'list, async': (home) => listSessions(storeOf(home)),
  'promises, 64 at once': readByPromises,
};

const stores = new Map<string, SessionStore>();

function storeOf(home: string): SessionStore {
  const store = stores.get(home) ?? sessionStore({ home });
  stores.set(home, store);
  return store;
}

async function readByPromises(home: string): Promise<void> {
  const names = await readdir(join(home, 'missions'));
  const reader = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      JSON.parse(await readFile(sessionOf(home, name), 'utf8'));
    }
  };
  await Promise.all(Array.from({ length: 64 }, reader));
}

function sessionOf(home: string, mission: string): string {
  return join(home, 'missions', mission, 'session.json');
}
