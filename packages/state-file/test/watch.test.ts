import {
  chmodSync,
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  createStateSync,
  type ReadState,
  removeStateSync,
  type StateFile,
  type StateFileOptions,
  updateState,
  updateStateSync,
  watchState,
} from '../src/index.ts';
import { foreignController } from './foreign-signal.ts';
import { plant, scratch } from './scratch.ts';
import { dark, light, type Settings, settingsFile, textOf } from './settings.ts';

interface Watching {
  readonly file: StateFile<Settings>;
  /** The theme of the next state, or what the state is instead. */
  readonly next: () => Promise<string>;
}

function shown(state: ReadState<Settings>): string {
  if (state.status === 'damaged') return state.fault;
  return state.status === 'present' ? state.value.theme : state.status;
}

/** By the kernel's notice, and not by the look that is taken every ten seconds anyway. */
async function soon<T>(noticed: Promise<T>): Promise<T> {
  const late = setTimeout(7000, undefined, { ref: false }).then(() => {
    throw new Error('the kernel was not listened to');
  });
  return await Promise.race([noticed, late]);
}

/** Watches a file until the test is over. */
function watching(options: Partial<StateFileOptions<Settings>> = {}): Watching {
  const file = settingsFile(options);
  const abort = new AbortController();
  const states = watchState(file, { signal: abort.signal });
  onTestFinished(() => abort.abort());
  const next = async (): Promise<string> => {
    const { value } = await soon(states.next());
    return value === undefined ? 'ended' : shown(value);
  };
  return { file, next };
}

const theme = (name: string) => (): Settings => ({ theme: name });

describe('watching', () => {
  test('yields the present state first, and then each change once', async () => {
    const { file, next } = watching();
    createStateSync(file, dark);
    expect(await next()).toBe('dark');
    for (const name of ['one', 'two', 'three']) {
      updateStateSync(file, theme(name));
      expect(await next()).toBe(name);
    }
    await updateState(file, theme('four'));
    expect(await next()).toBe('four');
    removeStateSync(file);
    expect(await next()).toBe('absent');
  });

  test('yields what readState gives, versions, warnings and defaults included', async () => {
    const file = settingsFile({ defaults: light });
    const states = watchState(file);
    onTestFinished(() => void states.return?.());
    expect(await soon(states.next())).toEqual({
      done: false,
      value: { status: 'absent', value: light },
    });
    plant(file.path, textOf(dark), 0o640);
    expect(await soon(states.next())).toMatchObject({
      value: {
        status: 'present',
        value: dark,
        version: expect.stringMatching(/^\d+\.\d+$/),
        warnings: [{ code: 'MODE_TIGHTENED' }],
      },
    });
  });

  test('begins before there is a directory, and many directories above it', async () => {
    const root = scratch();
    const { file, next } = watching({ path: join(root, 'a', 'b', 'c', 'settings.json') });
    expect(await next()).toBe('absent');
    const made = next();
    for (const directory of ['a', 'a/b', 'a/b/c']) {
      mkdirSync(join(root, directory), { mode: 0o700 });
      await setTimeout(30);
    }
    createStateSync(file, dark);
    expect(await made).toBe('dark');
    updateStateSync(file, () => light);
    expect(await next()).toBe('light');
  });

  test.each<[string, (path: string) => string]>([
    ['the file', (path) => path],
    ['its directory', dirname],
    ['the directory above', (path) => dirname(dirname(path))],
    ['the one above that', (path) => dirname(dirname(dirname(path)))],
  ])('goes on when %s is deleted and created again, twice', async (_, pathOf) => {
    const { file, next } = watching({ path: join(scratch(), 'a', 'b', 'c', 'settings.json') });
    createStateSync(file, dark);
    expect(await next()).toBe('dark');
    for (const name of ['one', 'two']) {
      rmSync(pathOf(file.path), { recursive: true });
      expect(await next()).toBe('absent');
      createStateSync(file, { theme: name });
      expect(await next()).toBe(name);
      updateStateSync(file, theme(`${name} later`));
      expect(await next()).toBe(`${name} later`);
    }
  });

  test.each<[string, (path: string) => string]>([
    ['its directory', dirname],
    ['the directory above', (path) => dirname(dirname(path))],
  ])('goes on when another directory is put in the place of %s', async (_, pathOf) => {
    const { file, next } = watching({ path: join(scratch(), 'a', 'b', 'settings.json') });
    createStateSync(file, dark);
    expect(await next()).toBe('dark');
    const place = pathOf(file.path);
    cpSync(place, `${place}-new`, { recursive: true });
    renameSync(place, `${place}-old`);
    renameSync(`${place}-new`, place);
    updateStateSync(file, theme('one'));
    expect(await next()).toBe('one');
    updateStateSync(file, theme('two'));
    expect(await next()).toBe('two');
  });

  test('gives a slow reader the latest state, not all of them', async () => {
    const { file, next } = watching();
    createStateSync(file, dark);
    expect(await next()).toBe('dark');
    for (let count = 1; count <= 50; count += 1) updateStateSync(file, theme(`${count}`));
    expect(await next()).toBe('50');
    updateStateSync(file, theme('51'));
    expect(await next()).toBe('51');
  });

  test('yields nothing for what is no change of the content', async () => {
    const { file, next } = watching();
    createStateSync(file, dark);
    expect(await next()).toBe('dark');
    plant(join(dirname(file.path), 'other.json'), 'other');
    plant(`${file.path}.tmp`, 'other');
    utimesSync(file.path, 1, 1);
    chmodSync(file.path, 0o644);
    await setTimeout(60);
    const text = textOf(dark);
    rmSync(file.path);
    plant(file.path, text);
    await setTimeout(60);
    updateStateSync(file, theme('one'));
    expect(await next()).toBe('one');
  });

  test('waits for a file that is written in place, until it is whole', async () => {
    const { file, next } = watching();
    plant(file.path, textOf(dark));
    expect(await next()).toBe('dark');
    const noticed = next();
    const text = textOf({ theme: 'one', later: 'x'.repeat(100) });
    writeFileSync(file.path, text.slice(0, 10));
    await setTimeout(40);
    writeFileSync(file.path, text.slice(0, 60));
    await setTimeout(40);
    writeFileSync(file.path, text);
    expect(await noticed).toBe('one');
  });

  test('reports damage that lasts, each kind of it, and what repairs it', async () => {
    const { file, next } = watching();
    plant(file.path, 'torn');
    expect(await next()).toBe('unparseable');
    plant(file.path, '{}');
    expect(await next()).toBe('wrong-shape');
    // Damaged in the same way, for another reason.
    plant(file.path, '{"theme": "dark", "size": "large"}');
    expect(await next()).toBe('wrong-shape');
    rmSync(file.path);
    symlinkSync('elsewhere', file.path);
    expect(await next()).toBe('unreadable');
    rmSync(file.path);
    createStateSync(file, dark);
    expect(await next()).toBe('dark');
  });

  test('ends with the error when the file must not be read, and holds nothing then', async () => {
    const file = settingsFile();
    const states = watchState(file);
    plant(file.path, textOf(dark), 0o606);
    await expect(states.next()).rejects.toMatchObject({ code: 'ERR_UNSAFE_FILE' });
    await setTimeout(0);
    expect(held()).toEqual([]);
    expect(await states.next()).toEqual({ done: true, value: undefined });
  });

  test('does not hinder writers, nor another watch of the same file', async () => {
    const one = watching();
    const other = watching({ path: one.file.path });
    createStateSync(one.file, dark);
    expect([await one.next(), await other.next()]).toEqual(['dark', 'dark']);
    updateStateSync(other.file, () => light, { timeoutMs: 0 });
    expect(await Promise.all([one.next(), other.next()])).toEqual(['light', 'light']);
  });
});

/** The watches of the kernel that this process holds. */
function held(): readonly string[] {
  return process.getActiveResourcesInfo().filter((each) => each === 'FSEventWrap');
}

describe('a watch that is ended', () => {
  test.each([
    ['its signal', () => new AbortController()],
    ['a signal of another realm', foreignController],
  ])('by %s rejects with the reason, and holds nothing any more', async (_, controller) => {
    const abort = controller();
    const states = watchState(settingsFile(), { signal: abort.signal });
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

  test('by its signal while nobody waits holds nothing from then on', async () => {
    const abort = new AbortController();
    const states = watchState(settingsFile(), { signal: abort.signal });
    await states.next();
    abort.abort();
    await setTimeout(0);
    expect(held()).toEqual([]);
    await expect(states.next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('before it began begins nothing', async () => {
    const states = watchState(settingsFile(), { signal: AbortSignal.abort('no') });
    await expect(states.next()).rejects.toBe('no');
    expect(held()).toEqual([]);
  });

  test('by break holds nothing any more', async () => {
    for await (const state of watchState(settingsFile())) {
      expect(state.status).toBe('absent');
      expect(held().length).toBeGreaterThan(0);
      break;
    }
    await setTimeout(0);
    expect(held()).toEqual([]);
  });

  test('by return() settles at once, and so does a next() that waits', async () => {
    const states = watchState(settingsFile());
    await states.next();
    const pending = [states.next(), states.next()];
    await setTimeout(60);
    const started = performance.now();
    expect(await states.return?.()).toEqual({ done: true, value: undefined });
    for (const waiting of pending) {
      expect(await waiting).toEqual({ done: true, value: undefined });
    }
    expect(performance.now() - started).toBeLessThan(1000);
    await setTimeout(0);
    expect(held()).toEqual([]);
    expect(await states.next()).toEqual({ done: true, value: undefined });
    expect(await states.return?.()).toEqual({ done: true, value: undefined });
  });

  test('by return() before it began, or while it waits for damage to last, settles at once', async () => {
    const unused = watchState(settingsFile());
    await unused.return?.();
    expect(await unused.next()).toEqual({ done: true, value: undefined });
    const file = settingsFile();
    plant(file.path, 'torn');
    const states = watchState(file);
    const pending = states.next();
    await setTimeout(20);
    await states.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    await setTimeout(0);
    expect(held()).toEqual([]);
  });
});

test('fake timers stop no watch, nor the look that it takes of its own accord', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { file, next } = watching({ defaults: light });
  expect(await next()).toBe('absent');
  const pending = next();
  await updateState(file, theme('dark'));
  expect(await pending).toBe('dark');
  // Until the end of the test, which aborts it.
  next().catch(() => {});
  await setTimeout(60);
  // It waits for an event, or ten seconds, which nobody moves.
  expect(vi.getTimerCount()).toBe(0);
});
