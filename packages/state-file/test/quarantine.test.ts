import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quarantineState } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, settingsFile, textOf } from './settings.ts';

describe.each(bothForms)('quarantining (%s)', (_, { create, quarantine, read, update }) => {
  test('moves a damaged file aside, under a name that says when, with content and mode', async () => {
    const file = settingsFile();
    plant(file.path, 'torn', 0o640);
    const { ino } = statSync(file.path);
    const aside = await quarantine(file);
    if (aside === undefined) throw new Error('not moved');
    expect(dirname(aside)).toBe(dirname(file.path));
    expect(basename(aside)).toMatch(/^settings\.json\.damaged-\d{8}T\d{9}Z$/);
    expect(readFileSync(aside, 'utf8')).toBe('torn');
    expect(statSync(aside)).toMatchObject({ ino, mode: 0o100640 });
    expect(await read(file)).toMatchObject({ status: 'absent' });
    expect(await create(file, dark)).toBe(true);
  });

  test('takes the path that it is given, in the same directory', async () => {
    const file = settingsFile();
    plant(file.path, '');
    const to = `${file.path}.bad`;
    expect(await quarantine(file, { to })).toBe(to);
    expect(readFileSync(to, 'utf8')).toBe('');
  });

  test.each([
    ['elsewhere', (path: string) => join(dirname(path), 'below', 'bad')],
    ['relative', () => 'bad'],
    ['its own', (path: string) => path],
    ['the lock file’s', (path: string) => `${path}.lck`],
  ])('refuses a path that is %s, before anything is moved', async (_name, pathFor) => {
    const file = settingsFile();
    plant(file.path, 'torn');
    const to = pathFor(file.path);
    await expect(quarantine(file, { to })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    );
    expect(readFileSync(file.path, 'utf8')).toBe('torn');
  });

  test('leaves a file that is whole, and does not so much as change its mode', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark), 0o640);
    expect(await quarantine(file)).toBeUndefined();
    expect(statSync(file.path).mode & 0o7777).toBe(0o640);
    expect(await read(file)).toMatchObject({ value: dark });
  });

  test('of nothing gives undefined, and creates nothing', async () => {
    const root = scratch();
    const below = settingsFile({ path: join(root, 'none', 'settings.json') });
    expect(await quarantine(below)).toBeUndefined();
    expect(await quarantine(settingsFile({ path: join(root, 'settings.json') }))).toBeUndefined();
    expect(readdirSync(root)).toEqual([]);
  });

  test('never replaces what has the name already', async () => {
    const file = settingsFile();
    plant(file.path, 'torn');
    plant(`${file.path}.bad`, 'earlier');
    await expect(quarantine(file, { to: `${file.path}.bad` })).rejects.toMatchObject({
      code: 'ERR_ATOMIC_WRITE',
      step: 'rename',
      outcome: 'unchanged',
    });
    expect(readFileSync(file.path, 'utf8')).toBe('torn');
    expect(readFileSync(`${file.path}.bad`, 'utf8')).toBe('earlier');
  });

  test.each<[string, (path: string) => void, (path: string) => boolean]>([
    ['a directory', (path) => mkdirSync(path), (path) => statSync(path).isDirectory()],
    ['a link', (path) => symlinkSync('away', path), (path) => readlinkSync(path) === 'away'],
    [
      'a file with two names',
      (path) => {
        plant(path, textOf(dark));
        linkSync(path, `${path}.too`);
      },
      (path) => statSync(path).nlink === 2,
    ],
  ])('moves %s aside too, and a write succeeds then', async (_name, put, isThat) => {
    const file = settingsFile();
    put(file.path);
    const aside = await quarantine(file);
    expect(isThat(aside ?? '')).toBe(true);
    expect(await update(file, () => dark)).toMatchObject({ status: 'updated' });
  });
});

test('of many who quarantine exactly one moves the file', async () => {
  const file = settingsFile();
  plant(file.path, 'torn');
  const moved = await Promise.all(
    Array.from({ length: 8 }, (_, index) => quarantineState(file, { to: `${file.path}.${index}` })),
  );
  expect(moved.filter((path) => path !== undefined)).toHaveLength(1);
});
