import { linkSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeState } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, settingsFile, textOf } from './settings.ts';

describe.each(bothForms)('removing (%s)', (_, { create, read, remove }) => {
  test.each([textOf(dark), 'torn', ''])('removes a file, whatever is in it: %j', async (text) => {
    const file = settingsFile();
    plant(file.path, text);
    expect(await remove(file)).toBe(true);
    expect(await read(file)).toMatchObject({ status: 'absent' });
    expect(readdirSync(dirname(file.path))).toEqual(['settings.json.lck']);
    expect(await create(file, dark)).toBe(true);
  });

  test('of nothing says so, and creates neither a lock file nor a directory', async () => {
    const root = scratch();
    const here = settingsFile({ path: join(root, 'settings.json') });
    const below = settingsFile({ path: join(root, 'none', 'none', 'settings.json') });
    expect(await remove(here)).toBe(false);
    expect(await remove(below)).toBe(false);
    expect(readdirSync(root)).toEqual([]);
  });

  test.each<[string, (path: string) => void]>([
    ['a directory', (path) => mkdirSync(path)],
    ['a link', (path) => symlinkSync('elsewhere', path)],
    [
      'a file with two names',
      (path) => {
        plant(path, textOf(dark));
        linkSync(path, `${path}.too`);
      },
    ],
  ])('refuses %s, which stays', async (_name, put) => {
    const file = settingsFile();
    put(file.path);
    const before = readdirSync(dirname(file.path));
    await expect(remove(file)).rejects.toMatchObject({ code: 'ERR_NOT_REGULAR_FILE' });
    expect(readdirSync(dirname(file.path))).toEqual(expect.arrayContaining(before));
  });
});

test('of many who remove exactly one gets true', async () => {
  const file = settingsFile();
  plant(file.path, textOf(dark));
  const removed = await Promise.all(Array.from({ length: 16 }, () => removeState(file)));
  expect(removed.filter(Boolean)).toHaveLength(1);
});
