import {
  chmodSync,
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  acquireLock,
  ensureDirectory,
  readRegularFile,
  replaceFile,
  replaceFileSync,
} from '@missionctl/atomic-fs';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import * as atomically from 'atomically';
import * as properLockfile from 'proper-lockfile';
import { Writer } from 'steno';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import writeFileAtomic from 'write-file-atomic';
import { rowsOf, sectionOf } from './markdown.ts';
import { read } from './repository.ts';

/** A file of this mode, whatever the umask; the mode and the content of what is there afterwards. */
interface Place {
  readonly path: string;
  readonly seen: () => { readonly text: string; readonly mode: number };
}

function place(before?: { readonly mode: number }): Place {
  const path = join(temporaryDirectory(), 'file');
  if (before !== undefined) {
    writeFileSync(path, 'old');
    chmodSync(path, before.mode);
  }
  const seen = () => ({ text: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o777 });
  return { path, seen };
}

type Write = (
  path: string,
  data: string | Uint8Array,
  options?: { readonly mode: number },
) => Promise<void> | void;

/** On a machine that is too busy for its heartbeat it would otherwise throw where nobody can catch it. */
const lock: typeof properLockfile.lock = (path, options = {}) =>
  properLockfile.lock(path, { ...options, onCompromised: () => {} });

/** What each row that is about a write says is different: the mode left out, and a link. */
async function compareWrites(theirs: Write, ours: Write): Promise<void> {
  for (const [write, modes] of [
    [theirs, { ofNew: 0o644, ofOld: 0o640 }],
    [ours, { ofNew: 0o600, ofOld: 0o600 }],
  ] as const) {
    const [fresh, old] = [place(), place({ mode: 0o640 })];
    await write(fresh.path, 'new');
    await write(old.path, new TextEncoder().encode('new'));
    expect(fresh.seen()).toEqual({ text: 'new', mode: modes.ofNew });
    expect(old.seen()).toEqual({ text: 'new', mode: modes.ofOld });
    // Only root can give a file away, to see who keeps its owner.
    if (process.getuid?.() === 0) {
      chownSync(old.path, 1234, 1234);
      await write(old.path, 'new');
      expect(statSync(old.path).uid).toBe(write === theirs ? 1234 : 0);
    }
    await write(old.path, 'again', { mode: 0o604 });
    expect(old.seen()).toEqual({ text: 'again', mode: 0o604 });
  }
  const [followed, kept] = [place({ mode: 0o600 }), place({ mode: 0o600 })];
  for (const { path } of [followed, kept]) symlinkSync(path, `${path}.link`);
  await theirs(`${followed.path}.link`, 'new');
  expect(followed.seen().text).toBe('new');
  expect(lstatSync(`${followed.path}.link`).isSymbolicLink()).toBe(true);
  const refused = async () => ours(`${kept.path}.link`, 'new');
  await expect(refused()).rejects.toMatchObject({ code: 'ERR_NOT_REGULAR_FILE', kind: 'symlink' });
  expect(kept.seen().text).toBe('old');
  await onOneFile(theirs, ours);
}

/** Both in one program and on one file: each leaves what the other wrote last, whole. */
async function onOneFile(theirs: Write, ours: Write): Promise<void> {
  const { path, seen } = place({ mode: 0o600 });
  for (const text of ['one', 'two']) {
    await theirs(path, text);
    expect(seen().text).toBe(text);
    await ours(path, `our ${text}`);
    expect(seen().text).toBe(`our ${text}`);
  }
  const texts = ['a', 'b', 'c'];
  const writes = texts.flatMap((text) => [theirs, ours].map(async (write) => write(path, text)));
  await Promise.all(writes);
  expect(texts).toContain(seen().text);
  expect(readdirSync(dirname(path))).toEqual(['file']);
}

/** The rows of the README by what one has; each tries the real package beside ours. */
const tries: Readonly<Record<string, () => Promise<void>>> = {
  '`writeFileAtomic(path, data, { mode })`': () => compareWrites(writeFileAtomic, replaceFile),

  '`writeFileAtomic.sync(…)`': () => compareWrites(writeFileAtomic.sync, replaceFileSync),

  "its `encoding: 'latin1'`": async () => {
    const [theirs, ours] = [place(), place()];
    await writeFileAtomic(theirs.path, 'é', { encoding: 'latin1' });
    await replaceFile(ours.path, Buffer.from('é', 'latin1'));
    expect(readFileSync(ours.path)).toEqual(readFileSync(theirs.path));
    await replaceFile(ours.path, 'é');
    expect(readFileSync(ours.path)).toEqual(Buffer.from('é'));
  },

  'its `fsync: false`': () =>
    onOneFile(
      (path, data) => writeFileAtomic(path, data, { fsync: false }),
      (path, data) => replaceFile(path, data, { durability: 'atomic' }),
    ),

  'its queue of calls for one path': async () => {
    const [theirs, ours] = [place(), place()];
    const texts = ['1', '2', '3', '4', '5'];
    await Promise.all(texts.map((text) => writeFileAtomic(theirs.path, text)));
    await Promise.all(texts.map((text) => replaceFile(ours.path, text)));
    expect([theirs.seen().text, ours.seen().text]).toEqual(['5', '5']);
  },

  'atomically `writeFile`, `writeFileSync`': async () => {
    await compareWrites(atomically.writeFile, replaceFile);
    await compareWrites(atomically.writeFileSync, replaceFileSync);
    const [theirs, ours] = ['theirs', 'ours'].map((name) =>
      join(temporaryDirectory(), name, 'file'),
    ) as [string, string];
    await atomically.writeFile(theirs, 'text');
    const missing = { code: 'ERR_ATOMIC_WRITE', step: 'create', outcome: 'unchanged' };
    await expect(replaceFile(ours, 'text')).rejects.toMatchObject(missing);
    await ensureDirectory(dirname(ours));
    await replaceFile(ours, 'text');
    const modes = [theirs, ours].map((path) => statSync(dirname(path)).mode & 0o777);
    expect(modes).toEqual([0o755, 0o700]);
  },

  "atomically `readFile(path, 'utf8')`": async () => {
    const { path } = place({ mode: 0o600 });
    const file = await readRegularFile(path);
    expect(new TextDecoder().decode(file?.bytes)).toBe(await atomically.readFile(path, 'utf8'));
    await expect(readRegularFile(path, { maxBytes: 2 })).rejects.toMatchObject({
      code: 'ERR_FILE_TOO_LARGE',
    });
    const missing = `${path}.missing`;
    expect(await readRegularFile(missing)).toBeUndefined();
    await expect(atomically.readFile(missing)).rejects.toMatchObject({ code: 'ENOENT' });
  },

  'steno `new Writer(path).write(text)`': async () => {
    const [theirs, ours] = [place({ mode: 0o640 }), place({ mode: 0o640 })];
    await new Writer(theirs.path).write('new');
    await replaceFile(ours.path, 'new');
    expect([theirs.seen(), ours.seen()]).toEqual([
      { text: 'new', mode: 0o644 },
      { text: 'new', mode: 0o600 },
    ]);
    symlinkSync(theirs.path, `${theirs.path}.link`);
    await new Writer(`${theirs.path}.link`).write('linked');
    expect(lstatSync(`${theirs.path}.link`).isFile()).toBe(true);
    expect(theirs.seen().text).toBe('new');
    // Two writers of one path share the name of their pending file, and lose it to each other.
    const writers = new Map<string, Writer>();
    await onOneFile(async (path, data) => {
      const writer = writers.get(path) ?? new Writer(path);
      writers.set(path, writer);
      await writer.write(String(data));
    }, replaceFile);
  },

  'proper-lockfile `lock(file, { retries })`': async () => {
    const { path } = place({ mode: 0o600 });
    const theirs = await lock(path);
    expect(statSync(`${path}.lock`).isDirectory()).toBe(true);
    await expect(lock(path)).rejects.toMatchObject({ code: 'ELOCKED' });
    // At its own name ours is another lock, which does not exclude the holder of theirs.
    const ours = await acquireLock(`${path}.lck`);
    await expect(acquireLock(`${path}.lck`, { timeoutMs: 0 })).rejects.toMatchObject({
      code: 'ERR_LOCK_TIMEOUT',
    });
    // At the same name each refuses to work, and breaks nothing of the other.
    await expect(acquireLock(`${path}.lock`)).rejects.toMatchObject({
      code: 'ERR_LOCK_UNAVAILABLE',
      reason: 'not-a-file',
      kind: 'directory',
    });
    const same = { lockfilePath: `${path}.lck`, stale: 2000 };
    await expect(lock(path, same)).rejects.toMatchObject({ code: 'ELOCKED' });
    utimesSync(`${path}.lck`, 1, 1);
    await expect(lock(path, same)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(acquireLock(`${path}.lck`, { timeoutMs: 0 })).rejects.toMatchObject({
      code: 'ERR_LOCK_TIMEOUT',
    });
    ours.release();
    await theirs();
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['file', 'file.lck']);
    expect(statSync(`${path}.lck`).size).toBe(0);
  },

  'its `release()`': async () => {
    const { path } = place({ mode: 0o600 });
    const [theirs, ours] = [await lock(path), await acquireLock(`${path}.lck`)];
    ours.release();
    ours.release();
    await theirs();
    await expect(theirs()).rejects.toMatchObject({ code: 'ERELEASED' });
    (await acquireLock(`${path}.lck`, { timeoutMs: 0 })).release();
  },

  'its `check(file)`': async () => {
    const { path } = place({ mode: 0o600 });
    const [theirs, ours] = [await lock(path), await acquireLock(`${path}.lck`)];
    expect(await properLockfile.check(path)).toBe(true);
    const taken = acquireLock(`${path}.lck`, { timeoutMs: 0 });
    await expect(taken).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    ours.release();
    await theirs();
    expect(await properLockfile.check(path)).toBe(false);
    (await acquireLock(`${path}.lck`, { timeoutMs: 0 })).release();
  },
};

const rows = rowsOf(sectionOf(read('packages/atomic-fs/README.md'), 'Coming from another package'))
  .slice(1)
  .map(([has = '', write = '', differs = '']) => ({ has, write, differs }));

describe('coming from another package', () => {
  const umask = process.umask();
  beforeEach(() => void process.umask(0o022));
  afterEach(() => void process.umask(umask));

  test.each(rows.filter(({ write }) => write !== '–'))('who has $has', async ({ has }) => {
    const attempt = tries[has];
    if (attempt === undefined) throw new Error(`nobody has tried what the README says of ${has}`);
    await attempt();
  });

  test('the README names no replacement for what was never tried', () => {
    const named = rows.filter(({ write }) => write !== '–').map(({ has }) => has);
    expect(Object.keys(tries).filter((has) => !named.includes(has))).toEqual([]);
  });
});
