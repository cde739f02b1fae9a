import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { acquireLock, acquireLockSync, updateFile, updateFileSync } from '../src/index.ts';
import {
  effects,
  nodeSystem,
  type Operation,
  replaceFile,
  runSync,
  type System,
  updateFile as updating,
} from '../src/operations.ts';
import { createMachine, kills } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const append = (text = ''): string => `${text}+`;

describe.each(forms)('updateFile, $form', ({ updateFile }) => {
  test('writes what the change makes of the text, and gives it back', async () => {
    const directory = scratch();
    const path = join(directory, 'settings.json');
    expect(await updateFile(path, (text) => text ?? 'first')).toBe('first');
    expect(await updateFile(path, append)).toBe('first+');
    expect(readFileSync(path, 'utf8')).toBe('first+');
    expect(readdirSync(directory)).toEqual(['settings.json', 'settings.json.lck']);
  });

  test('leaves everything as it is when the change returns undefined', async () => {
    const path = join(scratch(), 'settings.json');
    expect(await updateFile(path, () => undefined)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, 'mine');
    const { ino } = statSync(path);
    expect(await updateFile(path, () => undefined)).toBe('mine');
    expect(statSync(path).ino).toBe(ino);
  });

  test('writes no text that is there already', async () => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, 'mine');
    const { ino } = statSync(path);
    expect(await updateFile(path, (text) => text)).toBe('mine');
    expect(statSync(path).ino).toBe(ino);
  });

  test('keeps the mode of the file, gives a new one 0600, and takes another one', async () => {
    const path = join(scratch(), 'settings.json');
    const modeOf = (): number => statSync(path).mode & 0o777;
    await updateFile(path, append);
    expect(modeOf()).toBe(0o600);
    chmodSync(path, 0o644);
    await updateFile(path, append);
    expect(modeOf()).toBe(0o644);
    await updateFile(path, append, { mode: 0o640 });
    expect(modeOf()).toBe(0o640);
  });

  test('gives back a byte order mark to a file that had one', async () => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, '\uFEFF{}');
    expect(await updateFile(path, (text) => `${text} `)).toBe('{} ');
    expect(readFileSync(path, 'utf8')).toBe('\uFEFF{} ');
  });

  test('follows a link, and then locks beside the real file', async () => {
    const directory = scratch();
    mkdirSync(join(directory, 'real'));
    const link = join(directory, 'link');
    symlinkSync('real/settings.json', link);
    await expect(updateFile(link, append)).rejects.toMatchObject({ code: 'ERR_NOT_REGULAR_FILE' });
    await updateFile(link, append, { followLinks: true });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(directory, 'real'))).toEqual(['settings.json', 'settings.json.lck']);
  });

  test('creates the directories that are missing when asked to', async () => {
    const path = join(scratch(), 'new', 'deep', 'settings.json');
    await expect(updateFile(path, append)).rejects.toMatchObject({ code: 'ERR_LOCK_UNAVAILABLE' });
    expect(await updateFile(path, append, { parents: true })).toBe('+');
    expect(readFileSync(path, 'utf8')).toBe('+');
  });

  test('takes the lock that is named, and waits for it no longer than it may', async () => {
    const directory = scratch();
    const path = pathToFileURL(join(directory, 'settings.json'));
    const lockPath = pathToFileURL(join(directory, 'lock'));
    const holder = startProgram('hold', [join(directory, 'lock')]);
    await holder.line();
    const update = updateFile(path, append, { lockPath, timeoutMs: 30 });
    await expect(update).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    holder.kill();
    expect(await updateFile(path, append, { lockPath })).toBe('+');
    expect(readdirSync(directory)).toEqual(['lock', 'settings.json']);
  });

  test('removes what a killed writer of the file has left, of any age', async () => {
    const directory = scratch();
    writeFileSync(join(directory, '.settings.json.0123456789ab.tmp'), 'torn');
    writeFileSync(join(directory, '.other.json.0123456789ab.tmp'), 'at work');
    await updateFile(join(directory, 'settings.json'), append);
    const names = ['.other.json.0123456789ab.tmp', 'settings.json', 'settings.json.lck'];
    expect(readdirSync(directory)).toEqual(names);
  });

  test('passes on what the change throws, and frees the lock', async () => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, 'not JSON');
    const parse = (text = ''): string => JSON.stringify(JSON.parse(text));
    await expect(updateFile(path, parse)).rejects.toThrow(SyntaxError);
    expect(readFileSync(path, 'utf8')).toBe('not JSON');
    expect(await updateFile(path, append, { timeoutMs: 0 })).toBe('not JSON+');
  });

  test.each([
    ['a promise', () => Promise.reject(new Error('nobody handles it'))],
    ['null', () => null],
    ['an object', () => ({ theme: 'dark' })],
    ['half of a character', () => '{"a":"\ud800"}'],
  ])('refuses a change that returns %s, and changes nothing', async (_what, change) => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, 'old');
    await expect(updateFile(path, change as () => string)).rejects.toThrow(TypeError);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await updateFile(path, append, { timeoutMs: 0 })).toBe('old+');
  });

  test('refuses a file that is no UTF-8, or over maxBytes before or after, and leaves it', async () => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, Uint8Array.of(0x61, 0xff));
    await expect(updateFile(path, append)).rejects.toMatchObject({ code: 'ERR_NOT_UTF8' });
    writeFileSync(path, 'four');
    for (const maxBytes of [3, 4]) {
      const update = updateFile(path, append, { maxBytes });
      await expect(update).rejects.toMatchObject({ code: 'ERR_FILE_TOO_LARGE', maxBytes });
    }
    expect(readFileSync(path, 'utf8')).toBe('four');
  });

  test('makes the change again of what a writer without the lock has written meanwhile', async () => {
    const path = join(scratch(), 'settings.json');
    const texts: (string | undefined)[] = [];
    const done = await updateFile(path, (text) => {
      texts.push(text);
      if (texts.length < 3) writeFileSync(path, `theirs ${texts.length}`);
      return append(text);
    });
    expect(texts).toEqual([undefined, 'theirs 1', 'theirs 2']);
    expect(done).toBe('theirs 2+');
    expect(readFileSync(path, 'utf8')).toBe('theirs 2+');
  });

  test('gives up after ten such writes, and leaves what was written', async () => {
    const directory = scratch();
    const path = join(directory, 'settings.json');
    let times = 0;
    const update = updateFile(path, (text) => {
      times += 1;
      writeFileSync(path, `theirs ${times}`);
      return append(text);
    });
    await expect(update).rejects.toMatchObject({ code: 'ERR_FILE_CONFLICT', path, attempts: 10 });
    expect(readFileSync(path, 'utf8')).toBe('theirs 10');
    expect(readdirSync(directory)).toEqual(['settings.json', 'settings.json.lck']);
  });
});

test('an abort ends the waiting for the lock, and the change is never made', async () => {
  const path = join(scratch(), 'settings.json');
  const lock = await acquireLock(`${path}.lck`);
  const aborting = new AbortController();
  const update = updateFile(path, append, { signal: aborting.signal });
  aborting.abort(new Error('enough'));
  await expect(update).rejects.toThrow('enough');
  lock.release();
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(updateFile(path, append, { signal })).rejects.toThrow('too late');
  expect(existsSync(path)).toBe(false);
});

test('100 updates of one file at once, in one process, lose none', async () => {
  const path = join(scratch(), 'count');
  const increment = (text = '0'): string => String(Number(text) + 1);
  await Promise.all(
    Array.from({ length: 100 }, () => updateFile(path, increment, { durability: 'atomic' })),
  );
  expect(readFileSync(path, 'utf8')).toBe('100');
});

test('a synchronous update inside of one of the same file is refused at once', () => {
  const path = join(scratch(), 'settings.json');
  const nested = (): string => updateFileSync(path, append) ?? '';
  expect(() => updateFileSync(path, nested)).toThrow(
    expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', holder: 'self' }),
  );
  acquireLockSync(`${path}.lck`, { timeoutMs: 0 }).release();
});

const path = '/d/settings.json';
const once = (text: string | undefined): Operation<string> => effects.invoke(() => append(text));

describe('a writer without the lock', () => {
  /** Lets it write before the call with this number; what is there at the end. */
  function writtenBefore(number: number): {
    readonly text: string | undefined;
    readonly call: string;
  } {
    const machine = createMachine({ files: { [path]: 'old' } });
    const { system, calls } = machine.start();
    const theirs = machine.start().system;
    let call = 'end';
    const watched = new Proxy(system, {
      get(target, name) {
        if (calls.length + 1 === number) {
          call = String(name);
          runSync(replaceFile(path, 'theirs'), theirs);
        }
        return Reflect.get(target, name) as unknown;
      },
    });
    runSync(updating(path, once), watched);
    return { text: machine.text(path), call };
  }

  test('is lost only between the last look and the rename, at whatever call it writes', () => {
    const moments: { text: string | undefined; call: string }[] = [];
    for (let number = 1; moments.at(-1)?.call !== 'end'; number += 1) {
      moments.push(writtenBefore(number));
    }
    const texts = moments.slice(0, -1).map(({ text }) => text);
    const kinds = texts.filter((text, at) => text !== texts[at - 1]);
    expect(kinds).toEqual(['theirs+', 'old+', 'theirs']);
    const lost = moments.filter(({ text }) => text === 'old+').map(({ call }) => call);
    // It looks at what it has opened; and at the end nobody writes.
    expect([lost.at(0), ...lost.slice(-2)]).toEqual(['fstat', 'rename', 'end']);
    for (const early of ['invoke', 'write', 'fsync']) expect(lost).not.toContain(early);
  });
});

test('a text that is there already is made durable, whoever wrote it', () => {
  const before = createMachine({ files: { [path]: 'old' } });
  let undurable = 0;
  for (const { machine } of kills(before, replaceFile(path, 'old+'))) {
    const isThere = machine.text(path) === 'old+';
    const could = (): boolean =>
      [...machine.afterPowerCut()].some((cut) => cut.text(path) === 'old');
    if (!isThere || !could()) continue;
    undurable += 1;
    const { system } = machine.start();
    expect(
      runSync(
        updating(path, () => effects.invoke(() => 'old+')),
        system,
      ),
    ).toBe('old+');
    expect(could()).toBe(false);
  }
  expect(undurable).toBeGreaterThan(0);
});

test('descriptors that run out at the last look are no change by others', () => {
  const path = join(scratch(), 'settings.json');
  writeFileSync(path, 'mine');
  let reads = 0;
  const { open } = nodeSystem;
  const system: System = {
    ...nodeSystem,
    open(at, intent, mode) {
      if (at === path) reads += 1;
      if (reads < 2 || at !== path) return open(at, intent, mode);
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE', errno: -24 });
    },
  };
  const change = (): Operation<string> => effects.invoke(() => 'new');
  expect(() => runSync(updating(path, change), system)).toThrow(
    expect.objectContaining({ code: 'ERR_ATOMIC_WRITE', outcome: 'unchanged', errno: 'EMFILE' }),
  );
  expect([reads, readFileSync(path, 'utf8')]).toEqual([2, 'mine']);
});
