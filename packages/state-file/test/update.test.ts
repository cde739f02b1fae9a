import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { acquireLock, acquireLockSync } from '@missionctl/atomic-fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readStateSync, stateFile, updateState, updateStateSync } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, light, Settings, settingsFile, textOf } from './settings.ts';

describe.each(bothForms)('updating (%s)', (_, { read, update }) => {
  test('writes what the change returns, and gives it with its version', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const updated = await update(file, (value) => ({ theme: `${value?.theme}er` }));
    expect(updated).toMatchObject({ status: 'updated', value: { theme: 'darker' } });
    expect(await read(file)).toMatchObject({
      value: { theme: 'darker' },
      version: updated.version,
    });
  });

  test('gets undefined, or the defaults, while there is no file, and creates it', async () => {
    const root = scratch();
    const bare = settingsFile({ path: join(root, 'a', 'settings.json') });
    const seen: unknown[] = [];
    await update(bare, (value) => {
      seen.push(value);
      return dark;
    });
    const withDefaults = settingsFile({ path: join(root, 'b', 'settings.json'), defaults: light });
    await update(withDefaults, (value) => {
      seen.push(value);
      return value && { ...value, size: 1 };
    });
    expect(seen).toEqual([undefined, light]);
    expect(await read(bare)).toMatchObject({ value: dark });
    expect(await read(withDefaults)).toMatchObject({ value: { theme: 'light', size: 1 } });
  });

  test('leaves everything as it is when the change returns undefined', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const { ino, mtimeNs } = statSync(file.path, { bigint: true });
    const found = await read(file);
    const { version } = found.status === 'present' ? found : { version: '' };
    expect(await update(file, () => undefined)).toEqual({
      status: 'unchanged',
      value: dark,
      version,
    });
    expect(statSync(file.path, { bigint: true })).toMatchObject({ ino, mtimeNs });
  });

  test('of nothing to undefined leaves nothing', async () => {
    const file = settingsFile();
    expect(await update(file, () => undefined)).toEqual({
      status: 'unchanged',
      value: undefined,
      version: 'absent',
    });
    expect(await read(settingsFile({ path: file.path, defaults: light }))).toEqual({
      status: 'absent',
      value: light,
    });
  });

  test('to the same text is unchanged: the same inode, not written again', async () => {
    const file = settingsFile();
    await update(file, () => dark);
    const { ino, mtimeNs } = statSync(file.path, { bigint: true });
    const again = await update(file, (value) => value && { ...value });
    expect(again).toMatchObject({ status: 'unchanged', value: dark });
    expect(statSync(file.path, { bigint: true })).toMatchObject({ ino, mtimeNs });
    expect(await update(file, () => light)).toMatchObject({ status: 'updated' });
    expect(statSync(file.path, { bigint: true }).ino).not.toBe(ino);
  });

  test('writes a value that the change has altered in place', async () => {
    const file = settingsFile();
    plant(file.path, '{"theme": "dark", "editor": {"tabs": true, "later": 1.0}, "size": 1}');
    const updated = await update(file, (value) => {
      if (value?.editor === undefined) throw new Error('not there');
      value.editor.tabs = false;
      delete value.size;
      return value;
    });
    expect(updated).toMatchObject({ status: 'updated' });
    expect(readFileSync(file.path, 'utf8')).toBe(
      '{\n  "theme": "dark",\n  "editor": {\n    "tabs": false,\n    "later": 1.0\n  }\n}\n',
    );
  });

  test('gives what is there when the change altered it in place and then let it be', async () => {
    const file = settingsFile({ defaults: light });
    const spoil = (value: Settings | undefined): undefined => {
      if (value !== undefined) value.theme = 'spoiled';
      return undefined;
    };
    expect(await update(file, spoil)).toMatchObject({ status: 'unchanged', value: light });
    expect(await read(file)).toMatchObject({ status: 'absent', value: light });
    plant(file.path, textOf(dark));
    expect(await update(file, spoil)).toMatchObject({ status: 'unchanged', value: dark });
  });

  test('does not share the defaults, the value that it was given or the one that it gives', async () => {
    const file = settingsFile({ defaults: { theme: 'light', recent: [] } });
    const given: Settings = { theme: 'given', recent: [{ name: 'a' }] };
    await update(file, (value) => {
      value?.recent?.push({ name: 'defaults' });
      return given;
    });
    const updated = await update(file, (value) => value);
    updated.value?.recent?.push({ name: 'later' });
    given.recent?.push({ name: 'later' });
    expect(await read(file)).toMatchObject({
      value: { theme: 'given', recent: [{ name: 'a' }] },
    });
    expect(file.defaults).toEqual({ theme: 'light', recent: [] });
  });

  test('a change that throws rejects with its very error, and nothing is written or held', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const failure = new Error('mine');
    const failing = update(file, () => {
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(readFileSync(file.path, 'utf8')).toBe(textOf(dark));
    expect(await update(file, () => light, { timeoutMs: 0 })).toMatchObject({ status: 'updated' });
  });

  test('a change that returns a promise is refused, and nothing is written', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const promising = (async () => light) as unknown as () => Settings;
    await expect(update(file, promising)).rejects.toThrow(TypeError);
    expect(readFileSync(file.path, 'utf8')).toBe(textOf(dark));
  });

  test.each(['', 'torn', '{"theme": 1}', '\ufeff{}'])(
    'never overwrites a damaged file: %j',
    async (text) => {
      const file = settingsFile({ defaults: light });
      plant(file.path, text);
      let calls = 0;
      const refused = update(file, () => {
        calls += 1;
        return dark;
      });
      const damaged = await read(file);
      const messages =
        damaged.status === 'damaged' ? damaged.issues.map((each) => each.message) : [];
      await expect(refused).rejects.toMatchObject({
        name: 'StateDamagedError',
        message: expect.stringMatching(/^file is (unparseable|wrong-shape): '.*': /),
        code: 'ERR_STATE_DAMAGED',
        path: file.path,
        fault: expect.stringMatching(/^(unparseable|wrong-shape)$/),
        issues: [expect.objectContaining({ severity: 'error' })],
      });
      await expect(refused).rejects.toThrow(`'${file.path}': ${messages.join('; ')}`);
      expect(calls).toBe(0);
      expect(readFileSync(file.path, 'utf8')).toBe(text);
    },
  );

  test('refuses a value that check refuses, and accepts one with warnings', async () => {
    const severity = { gray: 'error', dark: 'warning' } as const;
    const file = settingsFile({
      check: ({ theme }) =>
        theme === 'gray' || theme === 'dark'
          ? [{ code: 'DULL', severity: severity[theme], field: 'theme', message: 'dull' }]
          : [],
    });
    await expect(update(file, () => ({ theme: 'gray' }))).rejects.toMatchObject({
      code: 'ERR_STATE_INVALID',
    });
    expect(await update(file, () => dark)).toMatchObject({ status: 'updated' });
  });

  test('says which step of a write failed, and that nothing has changed', async () => {
    const file = settingsFile({ path: join(scratch(), 'x'.repeat(252)) });
    await expect(update(file, () => dark)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(ATOMIC_WRITE|LOCK_UNAVAILABLE)$/),
    });
    expect(readdirSync(dirname(file.path))).toEqual([]);
  });

  test('waits no longer than timeoutMs for the lock, and names who holds it', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const lock = await acquireLock(file.lockPath);
    await expect(update(file, () => light, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'ERR_LOCK_TIMEOUT',
      path: file.lockPath,
    });
    lock.release();
    expect(await update(file, () => light)).toMatchObject({ status: 'updated' });
  });

  test('takes the lock of lockPath, and no other', async () => {
    const root = scratch();
    const lockPath = join(root, 'all.lock');
    const file = settingsFile({ path: join(root, 'settings.json'), lockPath });
    await update(file, () => dark);
    expect(readdirSync(root).toSorted()).toEqual(['all.lock', 'settings.json']);
  });
});

describe('asynchronously', () => {
  test('many updates at once lose nothing', async () => {
    const file = settingsFile({ defaults: { theme: 'dark', size: 0 } });
    const more = (value: Settings | undefined): Settings => ({
      theme: 'dark',
      size: (value?.size ?? 0) + 1,
    });
    await Promise.all(Array.from({ length: 50 }, () => updateState(file, more)));
    expect(readStateSync(file)).toMatchObject({ value: { size: 50 } });
  });

  test('a signal ends the waiting with its reason, and nothing is changed', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark));
    const lock = await acquireLock(file.lockPath);
    const abort = new AbortController();
    const waiting = updateState(file, () => light, { signal: abort.signal });
    const reason = new Error('enough');
    setTimeout(() => abort.abort(reason), 20);
    await expect(waiting).rejects.toBe(reason);
    lock.release();
    expect(readStateSync(file)).toMatchObject({ value: dark });
    await expect(updateState(file, () => light, { signal: abort.signal })).rejects.toBe(reason);
    expect(readStateSync(file)).toMatchObject({ value: dark });
  });
});

describe('synchronously', () => {
  test('an update inside of one fails at once: its own thread holds the lock', () => {
    const file = settingsFile();
    const nested = (): unknown =>
      updateStateSync(file, () => updateStateSync(file, () => dark).value);
    expect(nested).toThrow(expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', holder: 'self' }));
    const lock = acquireLockSync(file.lockPath);
    expect(() => updateStateSync(file, () => dark)).toThrow(
      expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', holder: 'self' }),
    );
    lock.release();
    expect(updateStateSync(file, () => dark)).toMatchObject({ status: 'updated' });
  });

  test('a change may read the same file, and update another', () => {
    const file = settingsFile();
    const other = stateFile({ path: `${file.path}.other`, schema: Settings });
    updateStateSync(file, () => dark);
    updateStateSync(file, () => {
      updateStateSync(other, () => {
        const found = readStateSync(file);
        return found.status === 'present' ? found.value : undefined;
      });
      return light;
    });
    expect(readStateSync(other)).toMatchObject({ value: dark });
    expect(readStateSync(file)).toMatchObject({ value: light });
  });
});

test('asynchronous updates of one file, new or not, take effect in call order', async () => {
  for (let round = 0; round < 10; round += 1) {
    const file = stateFile({ path: join(scratch(), 'a', 'b', 'c', 'f'), schema: v.string() });
    const letters = [...'abcdefgh'];
    const started = letters.map((each) => updateState(file, (text = '') => text + each));
    await Promise.all(started);
    expect(readStateSync(file)).toMatchObject({ value: 'abcdefgh' });
  }
});
