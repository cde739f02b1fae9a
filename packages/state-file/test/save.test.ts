import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readStateSync, saveState } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, light, type Settings, settingsFile, textOf } from './settings.ts';

describe.each(bothForms)('saving (%s)', (_, { read, save, update }) => {
  test('writes over the version that was read, and gives the new one', async () => {
    const file = settingsFile();
    const { version } = await update(file, () => dark);
    const saved = await save(file, light, { expecting: version });
    expect(saved).toMatchObject({ status: 'saved' });
    expect(await read(file)).toMatchObject({ value: light, version: saved.version });
  });

  test('writes nothing over any other, and gives the version that is there', async () => {
    const file = settingsFile();
    const { version: old } = await update(file, () => dark);
    const { version } = await update(file, () => light);
    for (const expecting of [old, 'absent', '', '0123456789abcdef']) {
      expect(await save(file, { theme: 'mine' }, { expecting })).toEqual({
        status: 'conflict',
        version,
      });
    }
    expect(await read(file)).toMatchObject({ value: light });
  });

  test("creates with 'absent', directories and all; else it is a conflict, and nothing is made", async () => {
    const file = settingsFile({ path: join(scratch(), 'new', 'settings.json') });
    const conflict = { status: 'conflict', version: 'absent' };
    expect(await save(file, dark, { expecting: '0123456789abcdef' })).toEqual(conflict);
    expect(readdirSync(dirname(dirname(file.path)))).toEqual([]);
    expect(await save(file, dark, { expecting: 'absent' })).toMatchObject({ status: 'saved' });
    const { version } = await save(file, dark, { expecting: 'absent' });
    rmSync(file.path);
    expect(await save(file, dark, { expecting: version })).toEqual(conflict);
  });

  test('of what is there already gives its version, and writes nothing', async () => {
    const file = settingsFile();
    const { version } = await update(file, () => dark);
    const { ino } = statSync(file.path);
    expect(await save(file, dark, { expecting: version })).toEqual({ status: 'saved', version });
    expect(statSync(file.path).ino).toBe(ino);
  });

  test('keeps what the schema does not know', async () => {
    const file = settingsFile();
    plant(file.path, '{"later": 1e400, "theme": "dark"}');
    const found = await read(file);
    const { version } = found.status === 'present' ? found : { version: '' };
    await save(file, light, { expecting: version });
    expect(readFileSync(file.path, 'utf8')).toBe('{\n  "theme": "light",\n  "later": 1e400\n}\n');
  });

  test('never overwrites a damaged file, whatever it expects', async () => {
    const file = settingsFile();
    plant(file.path, 'torn');
    for (const expecting of ['absent', '0123456789abcdef']) {
      await expect(save(file, dark, { expecting })).rejects.toMatchObject({
        code: 'ERR_STATE_DAMAGED',
        fault: 'unparseable',
      });
    }
    expect(readFileSync(file.path, 'utf8')).toBe('torn');
  });

  test('refuses a value that JSON cannot hold, and what is there stays', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const found = await read(file);
    const { version: expecting } = found.status === 'present' ? found : { version: '' };
    const value: Settings = { theme: 'x', size: Number.NaN };
    await expect(save(file, value, { expecting })).rejects.toThrow(TypeError);
    expect(readFileSync(file.path, 'utf8')).toBe(textOf(dark));
  });
});

test('of many who save over one version exactly one succeeds', async () => {
  const file = settingsFile();
  const first = await saveState(file, dark, { expecting: 'absent' });
  const all = Array.from({ length: 16 }, (_, index) =>
    saveState(file, { theme: `theme ${index}` }, { expecting: first.version }),
  );
  const saved = (await Promise.all(all)).filter(({ status }) => status === 'saved');
  expect(saved).toHaveLength(1);
  expect(readStateSync(file)).toMatchObject({ version: saved[0]?.version });
});
