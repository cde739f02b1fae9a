import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answeredBy, effects, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine } from '@missionctl/atomic-fs/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stateFile } from '../src/index.ts';
import { readState as reading } from '../src/operations.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, light, Settings, settingsFile, textOf } from './settings.ts';

describe.each(bothForms)('reading (%s)', (_, { read, create, update, remove }) => {
  test('gives the value, a version, and no warning', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    expect(await read(file)).toEqual({
      status: 'present',
      value: dark,
      version: expect.stringMatching(/^\d+\.\d+$/),
      warnings: [],
    });
  });

  test('gives equal versions for equal bytes, whoever wrote them, and another for others', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const first = await read(file);
    plant(file.path, `${textOf(dark)} `);
    const second = await read(file);
    await update(file, () => light);
    await update(file, () => dark);
    const third = await read(file);
    expect(third).toEqual(first);
    expect(second).toMatchObject({ value: dark });
    expect(second).not.toEqual(first);
  });

  test('says absent when there is no file, no directory, or a lock file only', async () => {
    const file = settingsFile({ path: join(scratch(), 'a', 'b', 'settings.json') });
    expect(await read(file)).toEqual({ status: 'absent', value: undefined });
    await create(file, dark);
    await remove(file);
    expect(await read(file)).toEqual({ status: 'absent', value: undefined });
  });

  test('gives the defaults while there is no file, and creates nothing', async () => {
    const file = settingsFile({ defaults: light });
    expect(await read(file)).toEqual({ status: 'absent', value: light });
    expect(readdirSync(dirname(file.path))).toEqual([]);
  });

  test('gives defaults that a reader may change without changing those of the next', async () => {
    const file = settingsFile({ defaults: { theme: 'light', recent: [{ name: 'a' }] } });
    const first = await read(file);
    if (first.status !== 'absent' || first.value === undefined) throw new Error('not absent');
    first.value.theme = 'changed';
    first.value.recent?.pop();
    expect(await read(file)).toEqual({
      status: 'absent',
      value: { theme: 'light', recent: [{ name: 'a' }] },
    });
  });

  test.each<[string, string | Uint8Array, object]>([
    ['empty', '', { fault: 'unparseable', issues: [{ code: 'JSON_SYNTAX' }] }],
    ['torn', '{"theme": "da', { fault: 'unparseable', issues: [{ code: 'JSON_SYNTAX' }] }],
    [
      'with a byte order mark',
      '\ufeff{"theme": "dark"}',
      { fault: 'unparseable', issues: [{ code: 'JSON_BYTE_ORDER_MARK' }] },
    ],
    [
      'not UTF-8',
      new Uint8Array([0x22, 0xff, 0x22]),
      {
        fault: 'unparseable',
        issues: [
          { code: 'JSON_ENCODING', severity: 'error', field: '', message: 'this is not UTF-8' },
        ],
      },
    ],
    [
      'with a key given twice',
      '{"theme": "a", "theme": "b"}',
      { fault: 'unparseable', issues: [{ code: 'JSON_DUPLICATE_KEY' }] },
    ],
    [
      'with a key __proto__',
      '{"theme": "a", "__proto__": {}}',
      { fault: 'unparseable', issues: [{ code: 'JSON_FORBIDDEN_KEY' }] },
    ],
    [
      'nested too deep',
      '['.repeat(40) + ']'.repeat(40),
      { fault: 'unparseable', issues: [{ code: 'JSON_DEPTH' }] },
    ],
    [
      'of another shape',
      '{"theme": 1, "editor": {"tabs": "x"}}',
      {
        fault: 'wrong-shape',
        issues: [
          { code: 'SCHEMA', severity: 'error', field: 'theme' },
          { code: 'SCHEMA', severity: 'error', field: 'editor.tabs' },
        ],
      },
    ],
    [
      'no object',
      '7',
      {
        fault: 'wrong-shape',
        issues: [{ field: '', message: 'the document is missing, or not what the schema allows' }],
      },
    ],
  ])('says that a file %s is damaged, and why', async (_name, content, damage) => {
    const file = settingsFile({ defaults: light });
    plant(file.path, content);
    const found = await read(file);
    expect(found).toMatchObject({ status: 'damaged', path: file.path, ...damage });
    expect(Object.keys(found)).not.toContain('value');
  });

  test.each<[string, string, (path: string) => void]>([
    ['a directory', 'directory', (path) => mkdirSync(path)],
    ['a FIFO', 'FIFO', (path) => void execFileSync('mkfifo', [path])],
    [
      'a link',
      'link',
      (path) => {
        writeFileSync(`${path}.real`, textOf(dark));
        symlinkSync(`${path}.real`, path);
      },
    ],
    ['a link to nothing', 'link', (path) => symlinkSync('nowhere', path)],
    [
      'a file with two names',
      'hard',
      (path) => {
        plant(path, textOf(dark));
        linkSync(path, `${path}.too`);
      },
    ],
  ])('says that %s is unreadable, and does not wait for it', async (_name, kind, put) => {
    const file = settingsFile();
    put(file.path);
    expect(await read(file)).toMatchObject({
      status: 'damaged',
      fault: 'unreadable',
      issues: [
        {
          code: kind === 'hard' ? 'FILE_SHARED' : 'ERR_NOT_REGULAR_FILE',
          severity: 'error',
          field: '',
        },
      ],
    });
  });

  test('says that a socket is unreadable', async () => {
    const file = settingsFile();
    const server = createServer().listen(file.path);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await read(file)).toMatchObject({ status: 'damaged', fault: 'unreadable' });
  });

  test('reads a file of exactly maxBytes, and says that a larger one is unreadable', async () => {
    const text = textOf(dark);
    const file = settingsFile({ maxBytes: text.length });
    plant(file.path, text);
    expect(await read(file)).toMatchObject({ status: 'present' });
    plant(file.path, `${text} `);
    expect(await read(file)).toMatchObject({
      status: 'damaged',
      fault: 'unreadable',
      issues: [{ code: 'ERR_FILE_TOO_LARGE' }],
    });
  });

  test('takes a file URL, and a path with dots as it is', async () => {
    const directory = scratch();
    const path = join(directory, 'settings.json');
    plant(path, textOf(dark));
    for (const spelling of [pathToFileURL(path), path]) {
      const file = stateFile({ path: spelling, schema: Settings });
      expect(file).toMatchObject({ path, lockPath: `${path}.lck` });
      expect(await read(file)).toMatchObject({ value: dark });
    }
    // As the kernel reads it: behind a link, two dots lead elsewhere than the text says.
    const dotted = stateFile({ path: `${directory}/./settings.json`, schema: Settings });
    expect(dotted.path).toBe(`${directory}/./settings.json`);
    expect(await read(dotted)).toMatchObject({ value: dark });
  });

  test('does not take a link to its directory for anything else', async () => {
    const directory = scratch();
    mkdirSync(join(directory, 'real'), { mode: 0o700 });
    symlinkSync('real', join(directory, 'link'));
    const file = settingsFile({ path: join(directory, 'link', 'settings.json') });
    expect(await create(file, dark)).toBe(true);
    expect(await read(file)).toMatchObject({ value: dark });
  });
});

test('no message of a damaged file shows a value of it', async () => {
  const secret = 'hunter2';
  for (const text of [
    `{"theme": ["${secret}"]}`,
    `{"theme": "a", "size": "${secret}"}`,
    `{"theme": "${secret}`,
    `"${secret}"`,
    `{"theme": "a", "recent": [{"name": {"x": "${secret}"}}]}`,
  ]) {
    const file = settingsFile();
    plant(file.path, text);
    for (const [, { read, update }] of bothForms) {
      const state = await read(file);
      expect(state.status).toBe('damaged');
      expect(JSON.stringify(state)).not.toContain(secret);
      const refused: unknown = await update(file, () => dark).catch((error: unknown) => error);
      expect(String(refused)).not.toContain(secret);
      expect(JSON.stringify(refused)).not.toContain(secret);
    }
  }
});

test('a hostile key cannot steer a terminal through a message', async () => {
  const file = stateFile({ path: join(scratch(), 'f'), schema: Settings });
  const { decode } = stateFile({
    path: file.path,
    schema: {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: () => ({ issues: [{ message: 'no', path: ['\u001b[2J\n'] }] }),
      },
    },
  }).codec;
  const decoded = decode('{}');
  expect(decoded).toMatchObject({ ok: false, issues: [{ field: '\u001b[2J\n' }] });
  if (!decoded.ok) expect(decoded.issues[0]?.message).toMatch(/^[\x20-\x7e]+$/);
});

describe('a file without permission', () => {
  const path = '/home/me/settings.json';
  const file = stateFile({ path, schema: Settings });

  test('is unreadable, not absent', () => {
    const machine = createMachine({ files: { [path]: { content: textOf(dark), mode: 0 } } });
    expect(runSync(reading(file), machine.start().system)).toMatchObject({
      status: 'damaged',
      fault: 'unreadable',
      issues: [{ code: 'ERR_FILE_READ' }],
    });
  });

  test('in a directory that may not be entered is unreadable, not absent', () => {
    const machine = createMachine({
      files: { '/home/me': { kind: 'directory', mode: 0 }, [path]: textOf(dark) },
    });
    expect(runSync(reading(file), machine.start().system)).toMatchObject({
      status: 'damaged',
      fault: 'unreadable',
    });
  });

  test("of another user's that is closed to us is refused: it is not damaged, it is not ours", () => {
    const files = { [path]: { content: textOf(dark), mode: 0, uid: 1001 } };
    expect(() => runSync(reading(file), createMachine({ files }).start().system)).toThrow(
      expect.objectContaining({ code: 'ERR_UNSAFE_FILE', reason: 'owner', uid: 1001 }),
    );
  });

  test("is not confused with another user's link, which is no file", () => {
    const files = { [path]: { kind: 'symlink', leadsTo: 'elsewhere', uid: 1001 } } as const;
    expect(runSync(reading(file), createMachine({ files }).start().system)).toMatchObject({
      fault: 'unreadable',
      issues: [{ code: 'ERR_NOT_REGULAR_FILE' }],
    });
  });

  test('an error that is no answer of the file system is no damage either', () => {
    const bug = new Error('a bug');
    const { system } = createMachine({ files: { [path]: textOf(dark) } }).start();
    const failing = answeredBy(reading(file), (effect) =>
      effect.call === 'fstat'
        ? effects.invoke(() => {
            throw bug;
          })
        : effects.passOn(effect),
    );
    expect(() => runSync(failing, system)).toThrow(bug);
  });

  test.each(['EMFILE', 'ENFILE', 'ENOMEM'])(
    '%s says nothing of the file: it is thrown',
    (errno) => {
      const machine = createMachine({ files: { [path]: textOf(dark) } });
      const { system } = machine.start({
        fault: ({ call, args }) => (call === 'open' && args[0] === path ? { errno } : undefined),
      });
      expect(() => runSync(reading(file), system)).toThrow(
        expect.objectContaining({ code: 'ERR_FILE_READ' }),
      );
    },
  );
});
