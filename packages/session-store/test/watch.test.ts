import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { answerOf } from '@missionctl/test-support/child';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createSessionSync,
  listMission,
  removeSessionSync,
  type SessionAddress,
  type SessionStore,
  sessionStore,
  updateSession,
  updateSessionSync,
  type WatchedSession,
  watchHome,
  watchMission,
  watchSession,
} from '../src/index.ts';
import { laterMs } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const demo = { missionId: 'demo' };
const bot = { missionId: 'demo', alias: 'bot' };

interface Watching {
  readonly home: string;
  readonly store: SessionStore;
  /** The next state: its focus, or what it is instead. */
  readonly next: () => Promise<string>;
}

function shown(state: WatchedSession): string {
  return state.status === 'joined' ? (state.session.focus ?? 'no focus') : state.status;
}

/**
 * Awaits what the kernel reports: shorter than the ten seconds after which a watch reads anyway.
 */
async function soon<T>(change: Promise<T>): Promise<T> {
  const late = setTimeout(7000, undefined, { ref: false }).then(() => {
    throw new Error('the kernel was not listened to');
  });
  return await Promise.race([change, late]);
}

/** Watches an address until the end of the test. */
function watching(address: SessionAddress, home: string = temporaryHome()): Watching {
  const store = sessionStore({ home, clock: () => laterMs });
  const abort = new AbortController();
  const states = watchSession(store, address, { signal: abort.signal });
  onTestFinished(() => abort.abort());
  const next = async () => {
    const { value } = await soon(states.next());
    return value === undefined ? 'ended' : shown(value);
  };
  return { home, store, next };
}

describe('watching an address', () => {
  test('yields the present state first, and then each change', async () => {
    const { store, next } = watching(demo);
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toBe('no focus');
    for (const focus of ['wp:1', 'wp:2', 'wp:3'] as const) {
      updateSessionSync(store, demo, { focus });
      expect(await next()).toBe(focus);
    }
    removeSessionSync(store, demo);
    expect(await next()).toBe('absent');
  });

  test('begins before there is a home, a mission or a session', async () => {
    const { home, store, next } = watching(bot);
    expect(await next()).toBe('absent');
    const made = next();
    for (const directory of [home, join(home, 'missions'), participantDirectory(home, demo)]) {
      mkdirSync(directory, { mode: 0o700 });
      await setTimeout(40);
    }
    createSessionSync(store, bot, sampleSession());
    expect(await made).toBe('no focus');
    updateSessionSync(store, bot, { focus: 'wp:1' });
    expect(await next()).toBe('wp:1');
  });

  test('begins many directories above a missing home', async () => {
    const home = join(temporaryHome(), 'a', 'b', 'c');
    const { store, next } = watching(demo, home);
    expect(await next()).toBe('absent');
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toBe('no focus');
  });

  test.each<[string, (home: string) => string]>([
    ['the file', (home) => sessionPath(home, demo)],
    ['its directory', (home) => participantDirectory(home, demo)],
    ['all missions', (home) => join(home, 'missions')],
    ['the home', (home) => home],
    ['the directory above the home', (home) => dirname(home)],
  ])('goes on when %s is deleted and created again, twice', async (_, pathIn) => {
    const { home, store, next } = watching(demo, join(temporaryHome(), 'home'));
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toBe('no focus');
    for (const focus of ['wp:1', 'wp:2'] as const) {
      rmSync(pathIn(home), { recursive: true });
      expect(await next()).toBe('absent');
      createSessionSync(store, demo, sampleSession({ focus }));
      expect(await next()).toBe(focus);
      updateSessionSync(store, demo, { focus: `${focus}-later` });
      expect(await next()).toBe(`${focus}-later`);
    }
  });

  test.each<[string, (home: string) => string]>([
    ['its directory', (home) => participantDirectory(home, demo)],
    ['the home', (home) => home],
  ])('goes on when another directory is put in the place of %s', async (_, pathIn) => {
    const { home, store, next } = watching(demo);
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toBe('no focus');
    const place = pathIn(home);
    cpSync(place, `${place}-new`, { recursive: true });
    renameSync(place, `${place}-old`);
    renameSync(`${place}-new`, place);
    updateSessionSync(store, demo, { focus: 'wp:1' });
    expect(await next()).toBe('wp:1');
    updateSessionSync(store, demo, { focus: 'wp:2' });
    expect(await next()).toBe('wp:2');
  });

  test('yields the latest state to a slow reader, not all states', async () => {
    const { store, next } = watching(demo);
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toBe('no focus');
    for (let count = 1; count <= 100; count += 1)
      updateSessionSync(store, demo, { focus: `wp:${count}` });
    expect(await next()).toBe('wp:100');
    updateSessionSync(store, demo, { focus: 'wp:101' });
    expect(await next()).toBe('wp:101');
  });

  test('yields nothing when the session does not change', async () => {
    const { home, store, next } = watching(demo);
    createSessionSync(store, demo, sampleSession());
    createSessionSync(store, bot, sampleSession());
    expect(await next()).toBe('no focus');
    const path = sessionPath(home, demo);
    updateSessionSync(store, bot, { focus: 'wp:of-the-bot' });
    plant(join(home, 'session.json'), 'the pointer');
    plant(join(participantDirectory(home, demo), 'session.tmp'), 'of the Python CLI');
    utimesSync(path, 1, 1);
    chmodSync(path, 0o644);
    await setTimeout(80);
    createSessionSync(store, { missionId: 'other' }, sampleSession({ missionId: 'other' }));
    await setTimeout(80);
    updateSessionSync(store, demo, { focus: 'wp:1' });
    expect(await next()).toBe('wp:1');
  });

  test('yields a change once it is complete: it waits for a file that is written in place', async () => {
    const { home, next } = watching(demo);
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    expect(await next()).toBe('no focus');
    const changed = next();
    const text = naiveFile.replace('null', '"wp:1"');
    writeFileSync(path, text.slice(0, 100));
    await setTimeout(40);
    writeFileSync(path, text.slice(0, 300));
    await setTimeout(40);
    writeFileSync(path, text);
    expect(await changed).toBe('wp:1');
  });

  test('yields damage that lasts, and what repairs it', async () => {
    const { home, store, next } = watching(demo);
    const path = sessionPath(home, demo);
    plant(path, 'torn');
    expect(await next()).toBe('damaged');
    plant(path, '{}');
    expect(await next()).toBe('damaged');
    plant(path, naiveFile, 0o666);
    expect(await next()).toBe('unsafe');
    chmodSync(path, 0o600);
    expect(await next()).toBe('no focus');
    chmodSync(participantDirectory(home, demo), 0o777);
    expect(await next()).toBe('unsafe');
    chmodSync(participantDirectory(home, demo), 0o700);
    expect(await next()).toBe('no focus');
    removeSessionSync(store, demo);
    expect(await next()).toBe('absent');
  });

  test('refuses an invalid id', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: Date.now });
    const refused = { code: 'ERR_INVALID_ID' };
    const refusing = (watch: () => unknown) =>
      expect(watch).toThrow(expect.objectContaining(refused));
    refusing(() => watchSession(store, { missionId: '..' }));
    refusing(() => watchSession(store, '../x'));
    refusing(() => watchSession(store, { ...demo, alias: 'Bot' }));
    refusing(() => watchMission(store, '../x'));
    expect(existsSync(home)).toBe(false);
  });
});

describe('watching lists', () => {
  test('yields every session, also those of aliases and of new missions', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: () => laterMs });
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const lists = watchHome(store, { signal: abort.signal });
    const next = async () => {
      const { value = [] } = await soon(lists.next());
      return value.map(({ address, loaded }) => {
        const who = [address.missionId, ...(address.alias ?? [])].slice(0, 1);
        return `${who[0]}${address.alias === undefined ? '' : ` as ${address.alias}`}: ${shown(loaded)}`;
      });
    };
    expect(await next()).toEqual([]);
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toEqual(['demo: no focus']);
    createSessionSync(store, bot, sampleSession());
    expect(await next()).toEqual(['demo: no focus', 'demo as bot: no focus']);
    updateSessionSync(store, bot, { focus: 'wp:1' });
    expect(await next()).toEqual(['demo: no focus', 'demo as bot: wp:1']);
    const other = { missionId: 'other', alias: 'ant' };
    createSessionSync(store, other, sampleSession({ missionId: 'other' }));
    expect(await next()).toEqual(['demo: no focus', 'demo as bot: wp:1', 'other as ant: no focus']);
    plant(sessionPath(home, demo), 'torn');
    expect(await next()).toEqual(['demo: damaged', 'demo as bot: wp:1', 'other as ant: no focus']);
    updateSessionSync(store, other, { focus: 'wp:2' });
    expect(await next()).toEqual(['demo: damaged', 'demo as bot: wp:1', 'other as ant: wp:2']);
    rmSync(join(home, 'missions'), { recursive: true });
    expect(await next()).toEqual([]);
    createSessionSync(store, demo, sampleSession());
    expect(await next()).toEqual(['demo: no focus']);
  });

  test('of 2000 missions keep up with a burst of changes: the last is there within a second', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: () => laterMs });
    createSessionSync(store, 'm0', sampleSession({ missionId: 'm0' }));
    const text = readFileSync(sessionPath(home, { missionId: 'm0' }), 'utf8');
    for (let each = 1; each < 2000; each += 1) {
      const missionId = `m${each}`;
      mkdirSync(participantDirectory(home, { missionId }), { mode: 0o700 });
      const path = sessionPath(home, { missionId });
      writeFileSync(path, text.replace('"m0"', `"${missionId}"`), { mode: 0o600 });
    }
    let decoded = 0;
    const decode = (of: string): ReturnType<typeof store.codec.decode> => {
      decoded += 1;
      return store.codec.decode(of);
    };
    const lists = watchHome({ ...store, codec: { ...store.codec, decode } });
    onTestFinished(() => void lists.return?.());
    const startedMs = performance.now();
    expect((await lists.next()).value).toHaveLength(2000);
    const wholeMs = performance.now() - startedMs;

    decoded = 0;
    const burst = (async () => {
      for (let each = 1; each <= 44; each += 1) {
        await updateSession(store, `m${each * 45}`, { focus: `wp:${each}` });
      }
      return performance.now();
    })();
    for await (const list of lists) {
      const last = list.find(({ address }) => address.missionId === 'm1980');
      if (last !== undefined && shown(last.loaded) === 'wp:44') break;
    }
    // Where even one walk takes long, the machine is busy with something else.
    const allowedMs = Math.max(1000, 2 * wholeMs);
    expect(performance.now() - (await burst)).toBeLessThan(allowedMs);
    // Every ten seconds all of them are read; else those that changed, each a few times at most.
    const walks = Math.floor((performance.now() - startedMs) / 10_000);
    expect(decoded).toBeLessThan(500 + walks * 2000);
    // Here, since a hook has less time than a test.
    await lists.return?.();
    rmSync(home, { recursive: true });
  });

  test('of one mission yields its participants only', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const lists = watchMission(store, 'demo', { signal: abort.signal });
    const next = async () => (await soon(lists.next())).value?.map(({ loaded }) => shown(loaded));
    expect(await next()).toEqual([]);
    createSessionSync(store, bot, sampleSession());
    expect(await next()).toEqual(['no focus']);
    createSessionSync(store, { missionId: 'other' }, sampleSession({ missionId: 'other' }));
    await setTimeout(80);
    createSessionSync(store, demo, sampleSession({ focus: 'wp:1' }));
    expect(await next()).toEqual(['wp:1', 'no focus']);
  });
});

describe('a watch that is ended', () => {
  const held = () => process.getActiveResourcesInfo().filter((each) => each === 'FSEventWrap');

  test('by its signal rejects with the reason, and then holds nothing', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    createSessionSync(store, demo, sampleSession());
    const abort = new AbortController();
    const states = watchSession(store, demo, { signal: abort.signal });
    await states.next();
    expect(held().length).toBeGreaterThan(0);
    const pending = states.next();
    const reason = new Error('enough');
    abort.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await setTimeout(0);
    expect(held()).toEqual([]);
    expect(await states.next()).toEqual({ done: true, value: undefined });
  });

  test('by its signal while nobody waits, holds nothing from then on', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    createSessionSync(store, demo, sampleSession());
    const abort = new AbortController();
    const states = watchSession(store, demo, { signal: abort.signal });
    await states.next();
    abort.abort();
    await setTimeout(0);
    expect(held()).toEqual([]);
    await expect(states.next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('before it began, begins nothing', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    const states = watchSession(store, demo, { signal: AbortSignal.abort('no') });
    await expect(states.next()).rejects.toBe('no');
    expect(held()).toEqual([]);
  });

  test('by return() settles at once, and so does a pending wait for the next state', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    const states = watchSession(store, demo);
    await states.next();
    const pending = states.next();
    const startedMs = performance.now();
    expect(await states.return?.()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(performance.now() - startedMs).toBeLessThan(1000);
    await setTimeout(0);
    expect(held()).toEqual([]);
    expect(await states.next()).toEqual({ done: true, value: undefined });
  });

  test('by return() while it reads settles at once, as the pending next() does', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    for (let each = 0; each < 50; each += 1) {
      const address = { missionId: 'demo', alias: `bot-${each}` };
      createSessionSync(store, address, sampleSession());
    }
    const lists = watchMission(store, 'demo');
    let isRead = false;
    const pending = lists.next();
    const reading = listMission(store, 'demo').then(() => (isRead = true));
    await lists.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(isRead).toBe(false);
    await reading;
  });

  test('by throw() rejects with the error, and holds nothing from then on', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    const states = watchSession(store, demo);
    await states.next();
    const error = new Error('enough');
    await expect(states.throw?.(error)).rejects.toBe(error);
    await setTimeout(0);
    expect(held()).toEqual([]);
    expect(await states.next()).toEqual({ done: true, value: undefined });
  });

  test.each(['while nothing happens', 'while it reads', 'with an error'])(
    'as a stream that is destroyed %s closes, and the process ends',
    (when) => {
      const home = temporaryHome();
      plant(sessionPath(home, demo), naiveFile);
      const seen = answerOf(new URL('destroy-stream.ts', import.meta.url), { home, when });
      expect(seen).toEqual({ closed: true, soon: true });
    },
  );

  test('by break then holds nothing', async () => {
    const store = sessionStore({ home: temporaryHome(), clock: () => laterMs });
    for await (const state of watchSession(store, demo)) {
      expect(state).toEqual({ status: 'absent' });
      expect(held().length).toBeGreaterThan(0);
      break;
    }
    await setTimeout(0);
    expect(held()).toEqual([]);
  });
});

test.runIf(process.getuid?.() === 0)(
  'where the kernel watches nothing, a change is still noticed, a second later',
  () => {
    const home = temporaryHome();
    plant(sessionPath(home, demo), naiveFile);
    const directories = [
      dirname(home),
      home,
      join(home, 'missions'),
      participantDirectory(home, demo),
    ];
    for (const directory of directories) chownSync(directory, 65_534, 65_534);
    chownSync(sessionPath(home, demo), 65_534, 65_534);
    chmodSync(participantDirectory(home, demo), 0o300);
    const seen = answerOf(new URL('watch-as-nobody.ts', import.meta.url), { home, address: demo });
    expect(seen).toEqual({ first: null, second: 'wp:1', soon: false });
  },
);
