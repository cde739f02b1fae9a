import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Codec, type StateFile, type StateFileOptions, stateFile } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';

/** `key=value` in lines; lines that are none of that are kept where they are not in the way. */
const lines: Codec<ReadonlyMap<string, string>> = {
  decode(text) {
    const all = text.split('\n').filter((line) => line !== '');
    const pairs = all.filter((line) => !line.startsWith('#')).map((line) => line.split('='));
    if (pairs.some((pair) => pair.length !== 2)) {
      const issue = {
        code: 'LINE',
        severity: 'error',
        field: '',
        message: 'a line has no =',
      } as const;
      return { ok: false, fault: 'unparseable', issues: [issue] };
    }
    const value = new Map(pairs.map(([key = '', of = '']) => [key, of] as const));
    return { ok: true, value, keep: all.filter((line) => line.startsWith('#')) };
  },
  encode(value, keep) {
    const kept = Array.isArray(keep) ? keep.map(String) : [];
    return [...kept, ...Array.from(value, ([key, of]) => `${key}=${of}`), ''].join('\n');
  },
};

const linesFile = (): StateFile<ReadonlyMap<string, string>> =>
  stateFile({ path: join(scratch(), 'file.conf'), codec: lines, defaults: new Map() });

describe.each(bothForms)('a codec of its own (%s)', (_, { create, read, update }) => {
  test('reads and writes what it likes, and keeps what it kept', async () => {
    const file = linesFile();
    expect(await read(file)).toMatchObject({ status: 'absent', value: new Map() });
    plant(file.path, '# mine\na=1\n');
    const updated = await update(file, (value) => new Map([...(value ?? []), ['b', '2']]));
    expect(updated).toMatchObject({ value: new Map(Object.entries({ a: '1', b: '2' })) });
    expect(readFileSync(file.path, 'utf8')).toBe('# mine\na=1\nb=2\n');
  });

  test('says what is damaged, in its own words', async () => {
    const file = linesFile();
    plant(file.path, 'a\n');
    expect(await read(file)).toMatchObject({
      status: 'damaged',
      fault: 'unparseable',
      issues: [{ code: 'LINE' }],
    });
  });

  test('gets a byte order mark as it is in the file', async () => {
    const file = linesFile();
    plant(file.path, '\ufeffa=1\n');
    expect(await read(file)).toMatchObject({ value: new Map([['\ufeffa', '1']]) });
  });

  test('that writes what it cannot read is refused: nothing is written', async () => {
    const file = linesFile();
    plant(file.path, 'a=1\n');
    const spoiled = update(file, () => new Map([['a', '1=2']]));
    await expect(spoiled).rejects.toMatchObject({
      code: 'ERR_STATE_INVALID',
      issues: [{ code: 'LINE' }],
    });
    expect(readFileSync(file.path, 'utf8')).toBe('a=1\n');
  });

  test('gives the value that a reader will find, not the one that it was given', async () => {
    const file = linesFile();
    const lone = new Map([['a', '\ud800']]);
    const updated = await update(file, () => lone);
    const found = await read(file);
    expect(updated.value).toEqual(new Map([['a', '\ufffd']]));
    expect(found).toMatchObject({ value: updated.value, version: updated.version });
  });

  test('that throws rejects with its very error, and holds nothing', async () => {
    const failure = new Error('mine');
    const failing: StateFile<ReadonlyMap<string, string>> = stateFile({
      path: linesFile().path,
      codec: {
        ...lines,
        encode: () => {
          throw failure;
        },
      },
    });
    await expect(create(failing, new Map())).rejects.toBe(failure);
    const whole = stateFile({ path: failing.path, codec: lines });
    expect(await create(whole, new Map(), { timeoutMs: 0 })).toBe(true);
  });
});

const rejecting = (): never => Promise.reject(new Error('nobody handles this')) as never;

test.each<[string, Pick<StateFileOptions<ReadonlyMap<string, string>>, 'codec' | 'check'>]>([
  ['decode', { codec: { ...lines, decode: rejecting } }],
  ['encode', { codec: { ...lines, encode: rejecting } }],
  ['check', { codec: lines, check: rejecting }],
])(
  '%s that answers with a promise is refused with TypeError, and nothing is written',
  async (what, options) => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    onTestFinished(() => void process.off('unhandledRejection', listen));
    for (const [, { create, read, update }] of bothForms) {
      const { path } = linesFile();
      const file = stateFile({ path, ...options });
      await expect(create(file, new Map([['a', '1']]))).rejects.toThrow(TypeError);
      expect(existsSync(path)).toBe(false);
      plant(path, 'a=1\n');
      await expect(update(file, () => new Map([['a', '2']]))).rejects.toThrow(TypeError);
      if (what === 'decode') await expect(read(file)).rejects.toThrow(TypeError);
      expect(readFileSync(path, 'utf8')).toBe('a=1\n');
    }
    await setTimeout(10);
    expect(unhandled).toEqual([]);
  },
);
