import {
  chmodSync,
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  acquireLock,
  acquireLockSync,
  createLock,
  readRegularFile,
  readTextFile,
  replaceFile,
  replaceFileSync,
  updateFile,
  withLock,
} from '@missionctl/atomic-fs';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import * as atomically from 'atomically';
import * as properLockfile from 'proper-lockfile';
import { Writer } from 'steno';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import writeFileAtomic from 'write-file-atomic';
import { rowsOf, sectionOf } from './markdown.ts';
import { read } from './repository.ts';
import { runToEnd } from './run-program.ts';

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

/** What write-file-atomic and atomically always do, and `replaceFile` where it is asked for. */
const asTheyDo = { mode: 'keep', owner: 'keep', followLinks: true } as const;

/** What one of them leaves behind, of all that the rows of a write are about. */
async function tracesOf(write: Write): Promise<Record<string, unknown>> {
  const [fresh, old] = [place(), place({ mode: 0o640 })];
  await write(fresh.path, 'new');
  // Only root can give a file away, to see who keeps its owner.
  const [uid, gid] = process.getuid?.() === 0 ? [1234, 1235] : [undefined, undefined];
  if (uid !== undefined) chownSync(old.path, uid, gid);
  symlinkSync(old.path, `${old.path}.link`);
  await write(`${old.path}.link`, new TextEncoder().encode('new'));
  const { text, mode } = old.seen();
  const owner = uid === undefined ? undefined : [statSync(old.path).uid, statSync(old.path).gid];
  const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();
  const other = place({ mode: 0o640 });
  await write(other.path, 'again', { mode: 0o604 });
  const nowhere = place().path;
  symlinkSync(`${nowhere}.target`, nowhere);
  await write(nowhere, 'new');
  const program = place({ mode: 0o4755 });
  await write(program.path, 'new');
  return {
    ofNew: fresh.seen(),
    ofOld: { text, mode, owner, link: isLink(`${old.path}.link`) },
    ofGiven: other.seen(),
    ofNowhere: isLink(nowhere),
    ofProgram: statSync(program.path).mode & 0o7777,
  };
}

/** One call of ours does what theirs does, but for what the rows say is different. */
async function compareWrites(theirs: Write, ours: Write): Promise<void> {
  const done = await tracesOf(theirs);
  const owner = process.getuid?.() === 0 ? [1234, 1235] : undefined;
  expect(done).toEqual({
    ofNew: { text: 'new', mode: 0o644 },
    ofOld: { text: 'new', mode: 0o640, owner, link: true },
    ofGiven: { text: 'again', mode: 0o604 },
    ofNowhere: false,
    ofProgram: 0o4755,
  });
  expect(await tracesOf(ours)).toEqual({
    ...done,
    ofNew: { text: 'new', mode: 0o600 },
    ofNowhere: true,
    ofProgram: 0o755,
  });
  await onOneFile(theirs, ours);
}

const whole: Write = (path, data, options) => replaceFile(path, data, { ...asTheyDo, ...options });
const wholeSync: Write = (path, data, options) =>
  replaceFileSync(path, data, { ...asTheyDo, ...options });

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

/** A size limit, no link unless that is asked for, and no error when nothing is there. */
async function expectLimits(
  ours: (path: string, options?: { maxBytes?: number; followLinks?: true }) => Promise<unknown>,
): Promise<void> {
  const { path } = place({ mode: 0o600 });
  await expect(ours(path, { maxBytes: 2 })).rejects.toMatchObject({ code: 'ERR_FILE_TOO_LARGE' });
  symlinkSync(path, `${path}.link`);
  expect(await atomically.readFile(`${path}.link`, 'utf8')).toBe('old');
  await expect(ours(`${path}.link`)).rejects.toMatchObject({ code: 'ERR_NOT_REGULAR_FILE' });
  expect(await ours(`${path}.link`, { followLinks: true })).toEqual(await ours(path));
  expect(await ours(`${path}.missing`)).toBeUndefined();
  await expect(atomically.readFile(`${path}.missing`)).rejects.toMatchObject({ code: 'ENOENT' });
}

/** The rows of the README by what one has; each tries the real package beside ours. */
const tries: Readonly<Record<string, () => Promise<void> | void>> = {
  '`writeFileAtomic(path, data)`': async () => {
    await compareWrites(writeFileAtomic, whole);
    // Only root can become somebody who cannot keep root's file root's.
    if (process.getuid?.() !== 0) return;
    const old = place({ mode: 0o644 });
    chmodSync(dirname(old.path), 0o777);
    const program = `
      import { replaceFile } from '@missionctl/atomic-fs';
      import writeFileAtomic from 'write-file-atomic';
      process.setgroups([]), process.setgid(1235), process.setuid(1234);
      const path = ${JSON.stringify(old.path)};
      const options = ${JSON.stringify(asTheyDo)};
      const { code, step, outcome } = await replaceFile(path, 'ours', options).catch((error) => error);
      await writeFileAtomic(path, 'theirs');
      console.log(code, step, outcome);
    `;
    const node = ['--conditions=missionctl-source', '--input-type=module', '-e', program];
    const said = await runToEnd(process.execPath, node, { cwd: import.meta.dirname });
    expect(said).toBe('ERR_ATOMIC_WRITE chown unchanged\n');
    expect({ ...old.seen(), uid: statSync(old.path).uid }).toEqual({
      text: 'theirs',
      mode: 0o644,
      uid: 1234,
    });
  },

  '`writeFileAtomic.sync(…)`': () => compareWrites(writeFileAtomic.sync, wholeSync),

  'a file that only you read, and no link': async () => {
    const [fresh, old] = [place(), place({ mode: 0o644 })];
    for (const { path, seen } of [fresh, old]) {
      await replaceFile(path, 'new');
      expect(seen()).toEqual({ text: 'new', mode: 0o600 });
    }
    symlinkSync(old.path, `${old.path}.link`);
    await expect(replaceFile(`${old.path}.link`, 'newer')).rejects.toMatchObject({
      code: 'ERR_NOT_REGULAR_FILE',
      kind: 'symlink',
    });
    expect(old.seen().text).toBe('new');
  },

  'reading, changing, `writeFileAtomic`': async () => {
    const [theirs, ours] = [place(), place()];
    const increment = (text = '0'): string => String(Number(text) + 1);
    writeFileSync(theirs.path, '0');
    const naively = async (): Promise<void> =>
      writeFileAtomic(theirs.path, increment(readFileSync(theirs.path, 'utf8')));
    await Promise.all(Array.from({ length: 5 }, naively));
    await Promise.all(Array.from({ length: 5 }, () => updateFile(ours.path, increment)));
    expect([theirs.seen().text, ours.seen().text]).toEqual(['1', '5']);
    // It keeps the mode, and takes the same options.
    chmodSync(ours.path, 0o640);
    symlinkSync(ours.path, `${ours.path}.link`);
    await updateFile(`${ours.path}.link`, increment, asTheyDo);
    expect(ours.seen()).toEqual({ text: '6', mode: 0o640 });
  },

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
    for (const write of [writeFileAtomic, atomically.writeFile, replaceFile] as Write[]) {
      const { path, seen } = place();
      await Promise.all(['1', '2', '3', '4', '5'].map(async (text) => write(path, text)));
      expect(seen().text).toBe('5');
    }
  },

  'atomically `writeFile`, `writeFileSync`': async () => {
    await compareWrites(atomically.writeFile, whole);
    await compareWrites(atomically.writeFileSync, wholeSync);
    const [theirs, ours] = ['theirs', 'ours'].map((name) =>
      join(temporaryDirectory(), name, 'file'),
    ) as [string, string];
    await atomically.writeFile(theirs, 'text');
    const missing = { code: 'ERR_ATOMIC_WRITE', step: 'create', outcome: 'unchanged' };
    await expect(replaceFile(ours, 'text', asTheyDo)).rejects.toMatchObject(missing);
    await replaceFile(ours, 'text', { ...asTheyDo, parents: true });
    const modes = [theirs, ours].map((path) => statSync(dirname(path)).mode & 0o777);
    expect(modes).toEqual([0o755, 0o700]);
  },

  "atomically `readFile(path, 'utf8')`": async () => {
    const { path } = place({ mode: 0o600 });
    expect(await readTextFile(path)).toBe(await atomically.readFile(path, 'utf8'));
    writeFileSync(path, '\uFEFFold');
    expect([await readTextFile(path), await atomically.readFile(path, 'utf8')]).toEqual([
      'old',
      '\uFEFFold',
    ]);
    writeFileSync(path, Uint8Array.of(0x61, 0xff));
    expect(await atomically.readFile(path, 'utf8')).toBe('a\uFFFD');
    await expect(readTextFile(path)).rejects.toMatchObject({ code: 'ERR_NOT_UTF8' });
    await expectLimits(readTextFile);
  },

  'atomically `readFile(path)`': async () => {
    const { path } = place({ mode: 0o600 });
    expect((await readRegularFile(path))?.bytes).toEqual(
      new Uint8Array(await atomically.readFile(path, { encoding: null })),
    );
    await expectLimits(readRegularFile);
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

  'its `lock`, work, `release()`': async () => {
    const { path } = place({ mode: 0o600 });
    const failing = (): never => {
      throw new Error('in between');
    };
    const theirs = await lock(path);
    await expect(withLock(`${path}.lck`, failing)).rejects.toThrow('in between');
    expect(await withLock(`${path}.lck`, { timeoutMs: 0 }, () => 'done')).toBe('done');
    expect(await properLockfile.check(path)).toBe(true);
    await theirs();
  },

  'its `lockSync(file)`': () => {
    const { path } = place({ mode: 0o600 });
    const theirs = properLockfile.lockSync(path);
    const retrying = () => properLockfile.lockSync(path, { retries: 3 });
    expect(retrying).toThrow(expect.objectContaining({ code: 'ESYNC' }));
    expect(() => properLockfile.lockSync(path)).toThrow(
      expect.objectContaining({ code: 'ELOCKED' }),
    );
    const ours = acquireLockSync(`${path}.lck`, { timeoutMs: 100 });
    expect(() => acquireLockSync(`${path}.lck`)).toThrow(
      expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', holder: 'self' }),
    );
    ours.release();
    theirs();
  },

  'the same `lock(file)`, over and over': async () => {
    const { path } = place({ mode: 0o600 });
    using handle = createLock(`${path}.lck`);
    const theirs = await lock(path);
    for (let i = 0; i < 3; i += 1) {
      await handle.withLock(async () => {
        const taken = acquireLock(`${path}.lck`, { timeoutMs: 0 });
        await expect(taken).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
      });
    }
    await theirs();
  },

  'its `onCompromised`': async () => {
    const { path } = place({ mode: 0o600 });
    const [theirs, ours] = [await lock(path), await acquireLock(`${path}.lck`)];
    rmdirSync(`${path}.lock`);
    unlinkSync(`${path}.lck`);
    expect(() => ours.release()).toThrow(expect.objectContaining({ code: 'ERR_LOCK_LOST' }));
    await theirs();
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
