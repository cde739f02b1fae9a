import { linkSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { effects, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine } from '@missionctl/atomic-fs/testing';
import { describe, expect, test } from 'vitest';
import { removeState, stateFile } from '../src/index.ts';
import { removeState as removeStateOf } from '../src/operations.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, Settings, settingsFile, textOf } from './settings.ts';

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

test('what another process removed is durably gone when removing has returned false', () => {
  const path = '/home/me/settings.json';
  const machine = createMachine({ files: { [path]: textOf(dark) } });
  runSync(effects.unlink(path), machine.start().system);
  const pathsAfterPowerCuts = () =>
    [...machine.afterPowerCut()].map((cut) => cut.entries().map((entry) => entry.path));
  expect(pathsAfterPowerCuts().flat()).toContain(path);
  const removing = removeStateOf(stateFile({ path, schema: Settings }));
  expect(runSync(removing, machine.start().system)).toBe(false);
  expect(pathsAfterPowerCuts().flat()).not.toContain(path);
});

test('of many who remove exactly one gets true', async () => {
  const file = settingsFile();
  plant(file.path, textOf(dark));
  const removed = await Promise.all(Array.from({ length: 16 }, () => removeState(file)));
  expect(removed.filter(Boolean)).toHaveLength(1);
});
