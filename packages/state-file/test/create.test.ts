import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createState, readState, updateState } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, light, settingsFile, textOf } from './settings.ts';

describe.each(bothForms)('creating (%s)', (_, { create, read }) => {
  test('writes the value as JSON of two spaces and a newline, 0600, beside its lock file', async () => {
    const file = settingsFile();
    expect(await create(file, { ...dark, editor: { tabs: true } })).toBe(true);
    expect(readFileSync(file.path, 'utf8')).toBe(textOf({ theme: 'dark', editor: { tabs: true } }));
    expect(statSync(file.path).mode & 0o7777).toBe(0o600);
    expect(readdirSync(dirname(file.path)).toSorted()).toEqual([
      'settings.json',
      'settings.json.lck',
    ]);
  });

  test('makes the directories that are missing, 0700', async () => {
    const root = scratch();
    const file = settingsFile({ path: join(root, 'one', 'two', 'settings.json') });
    expect(await create(file, dark)).toBe(true);
    for (const directory of [join(root, 'one'), join(root, 'one', 'two')]) {
      expect(statSync(directory).mode & 0o7777).toBe(0o700);
    }
  });

  test.each<[string, (path: string) => void]>([
    ['a value', (path) => plant(path, textOf(light))],
    ['a damaged file', (path) => plant(path, 'torn')],
    ['an empty file', (path) => plant(path, '')],
    ['a directory', (path) => mkdirSync(path)],
    ['a link to nothing', (path) => symlinkSync('nowhere', path)],
    [
      'a file with two names',
      (path) => {
        plant(path, 'x');
        linkSync(path, `${path}.too`);
      },
    ],
  ])('leaves %s as it is', async (_name, put) => {
    const file = settingsFile();
    put(file.path);
    const before = await read(file);
    expect(await create(file, dark)).toBe(false);
    expect(await read(file)).toEqual(before);
  });

  test('refuses what check refuses, and what is too large; nothing is there then', async () => {
    const issue = { code: 'DULL', severity: 'error', field: 'theme', message: 'too dull' } as const;
    const hint = { ...issue, severity: 'warning', message: 'gray' } as const;
    const file = settingsFile({
      maxBytes: 40,
      check: ({ theme }) => (theme === 'gray' ? [hint, issue] : [hint]),
    });
    await expect(create(file, { theme: 'gray' })).rejects.toMatchObject({
      name: 'StateInvalidError',
      code: 'ERR_STATE_INVALID',
      path: file.path,
      issues: [hint, issue],
      message: `value cannot be written: '${file.path}': too dull`,
    });
    await expect(create(file, { theme: 'x'.repeat(40) })).rejects.toMatchObject({
      code: 'ERR_FILE_TOO_LARGE',
      maxBytes: 40,
    });
    expect(await read(file)).toMatchObject({ status: 'absent' });
    expect(await create(file, dark)).toBe(true);
  });

  test('writes a value of exactly maxBytes, and a maxBytes of 1 is a size like others', async () => {
    const { length } = textOf(dark);
    expect(await create(settingsFile({ maxBytes: length }), dark)).toBe(true);
    for (const maxBytes of [length - 1, 1]) {
      await expect(create(settingsFile({ maxBytes }), dark)).rejects.toMatchObject({
        code: 'ERR_FILE_TOO_LARGE',
        bytes: length,
        maxBytes,
      });
    }
  });

  test('fails as a write does where a file stands in the way of a directory', async () => {
    const root = scratch();
    plant(join(root, 'one'), '');
    const file = settingsFile({ path: join(root, 'one', 'settings.json') });
    await expect(create(file, dark)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(ATOMIC_WRITE|STATE_DAMAGED)$/),
    });
  });
});

test('of many creators at once exactly one writes, and its value is there', async () => {
  const file = settingsFile({ path: join(scratch(), 'new', 'settings.json') });
  const themes = Array.from({ length: 32 }, (_, index) => `theme ${index}`);
  const created = await Promise.all(themes.map((theme) => createState(file, { theme })));
  expect(created.filter(Boolean)).toHaveLength(1);
  const [winner] = themes.filter((_, index) => created[index]);
  expect(await readState(file)).toMatchObject({ value: { theme: winner } });
});

test('what a killed writer left is swept by the next one', async () => {
  const file = settingsFile();
  const orphan = join(dirname(file.path), '.settings.json.0123456789ab.tmp');
  const others = join(dirname(file.path), '.settings.json.json.0123456789ab.tmp');
  plant(orphan, '{"the');
  plant(others, 'not ours');
  await updateState(file, () => dark);
  expect(readdirSync(dirname(file.path)).toSorted()).toEqual([
    '.settings.json.json.0123456789ab.tmp',
    'settings.json',
    'settings.json.lck',
  ]);
});
