import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { effects, replaceFile, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, finish, startTask } from '@missionctl/atomic-fs/testing';
import { describe, expect, test } from 'vitest';
import { type StateFile, stateFile, updateStateSync } from '../src/index.ts';
import { updateState as updating } from '../src/operations.ts';
import { bothForms } from './forms.ts';
import { plant } from './scratch.ts';
import { dark, light, Settings, settingsFile, textOf } from './settings.ts';

/** Changes the file as an editor does: no lock, another file renamed over it. */
function changeWithoutLock({ path }: StateFile<Settings>, text: string): void {
  writeFileSync(`${path}.other`, text, { mode: 0o600 });
  renameSync(`${path}.other`, path);
}

// The change of an update runs between reading and writing: a writer in it is one that comes in
// between. The proof in the simulator has one that comes at each other moment.
test('a file that may not be read, and took the place of none meanwhile, is not overwritten', () => {
  const path = '/home/me/settings.json';
  const file = stateFile({ path, schema: Settings });
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  const task = startTask(
    machine.start(),
    updating(file, () => effects.invoke(() => dark)),
  );
  while (task.pending()?.call !== 'invoke') task.step();
  runSync(replaceFile(path, textOf(light), { mode: 0 }), machine.start({ uid: 0 }).system);
  expect(finish(task)).toMatchObject({
    status: 'threw',
    error: { code: 'ERR_STATE_DAMAGED', fault: 'unreadable' },
  });
  expect(machine.text(path)).toBe(textOf(light));
});

describe.each(bothForms)('a writer that takes no lock (%s)', (_, { read, update, save }) => {
  test('is noticed: the change is made again of what it wrote, and both are there', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const seen: unknown[] = [];
    const updated = await update(file, (value) => {
      seen.push(value);
      if (seen.length === 1) changeWithoutLock(file, textOf({ ...light, later: true }));
      return value && { ...value, size: seen.length };
    });
    expect(seen).toEqual([dark, light]);
    expect(updated).toMatchObject({ status: 'updated', value: { theme: 'light', size: 2 } });
    expect(readFileSync(file.path, 'utf8')).toBe(textOf({ theme: 'light', size: 2, later: true }));
  });

  test('is noticed when it created the file', async () => {
    const file = settingsFile({ defaults: dark });
    const seen: unknown[] = [];
    await update(file, (value) => {
      seen.push(value);
      if (seen.length === 1) plant(file.path, textOf(light));
      return value && { ...value, size: 1 };
    });
    expect(seen).toEqual([dark, light]);
    expect(await read(file)).toMatchObject({ value: { theme: 'light', size: 1 } });
  });

  test('is noticed when it removed the file', async () => {
    const file = settingsFile({ defaults: light });
    plant(file.path, textOf(dark));
    const seen: unknown[] = [];
    await update(file, (value) => {
      seen.push(value);
      if (seen.length === 1) rmSync(file.path);
      return value && { ...value, size: 1 };
    });
    expect(seen).toEqual([dark, light]);
  });

  test('is not held against an update when it wrote the same bytes', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    let calls = 0;
    await update(file, () => {
      calls += 1;
      changeWithoutLock(file, textOf(dark));
      return light;
    });
    expect(calls).toBe(1);
  });

  test('that never rests ends an update after ten attempts, and its own content stays', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    let calls = 0;
    const overtaken = update(file, () => {
      calls += 1;
      changeWithoutLock(file, textOf({ theme: `theirs ${calls}` }));
      return light;
    });
    await expect(overtaken).rejects.toMatchObject({
      name: 'StateConflictError',
      code: 'ERR_STATE_CONFLICT',
      path: file.path,
      attempts: 10,
      message: `file was changed by others 10 times: '${file.path}'`,
    });
    expect(await read(file)).toMatchObject({ value: { theme: 'theirs 10' } });
    expect(readdirSync(dirname(file.path)).toSorted()).toEqual([
      'settings.json',
      'settings.json.lck',
    ]);
    expect(await update(file, () => light)).toMatchObject({ status: 'updated' });
  });

  test('of another file is no reason to make a change again', async () => {
    const file = settingsFile();
    const other = stateFile({ path: `${file.path}.too`, schema: Settings });
    let calls = 0;
    let others = 0;
    const nested = update(file, () => {
      calls += 1;
      updateStateSync(other, () => {
        others += 1;
        changeWithoutLock(other, textOf({ theme: `theirs ${others}` }));
        return light;
      });
      return dark;
    });
    await expect(nested).rejects.toMatchObject({ code: 'ERR_STATE_CONFLICT', path: other.path });
    expect([calls, others]).toEqual([1, 10]);
  });

  test.each<[string, (path: string) => void, object]>([
    [
      'tore it',
      (path) => writeFileSync(path, '{'),
      { code: 'ERR_STATE_DAMAGED', fault: 'unparseable' },
    ],
    [
      'put a directory there',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      { code: 'ERR_NOT_REGULAR_FILE', kind: 'directory' },
    ],
    [
      'removed the directory',
      (path) => rmSync(dirname(path), { recursive: true }),
      { code: 'ERR_ATOMIC_WRITE', outcome: 'unchanged' },
    ],
  ])('that %s ends an update, and what it left stays', async (_name, spoil, expected) => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const spoiled = update(file, () => {
      spoil(file.path);
      return light;
    });
    await expect(spoiled).rejects.toMatchObject(expected);
  });

  test('makes a save a conflict, or is overwritten by none', async () => {
    const file = settingsFile();
    const { version } = await update(file, () => dark);
    changeWithoutLock(file, textOf(light));
    expect(await save(file, { theme: 'mine' }, { expecting: version })).toMatchObject({
      status: 'conflict',
    });
    expect(await read(file)).toMatchObject({ value: light });
  });
});
