import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, type Machine, type Planted } from '@missionctl/atomic-fs/testing';
import { describe, expect, test } from 'vitest';
import { type StateFile, stateFile } from '../src/index.ts';
import * as operations from '../src/operations.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';
import { dark, light, Settings, settingsFile, textOf } from './settings.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

test.each(['0', '77', '777'])(
  'under umask %s every file is 0600, and directories are 0700 or refused',
  (umask) => {
    const program = fileURLToPath(new URL('programs/write-under-umask.ts', import.meta.url));
    const args = ['--conditions=missionctl-source', program, scratch(), umask];
    const modes: unknown = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    const files = { 'settings.json': '600', 'settings.json.lck': '600' };
    expect(modes).toEqual({
      ...files,
      'settings.json.damaged': '600',
      ...(umask !== '777' && { 'one/two': '700', one: '700', 'one/two/settings.json': '600' }),
    });
  },
);

describe.each(bothForms)('the mode of a file (%s)', (_, { read, update, quarantine }) => {
  test.each([0o644, 0o660, 0o604, 0o700 | 0o050])(
    'that others could open is made 0600, with a warning: %o',
    async (mode) => {
      const file = settingsFile();
      plant(file.path, textOf(dark), mode);
      expect(await read(file)).toMatchObject({
        value: dark,
        warnings: [
          {
            code: 'MODE_TIGHTENED',
            severity: 'warning',
            field: '',
            message: `others could open '${file.path}' (mode 0${mode.toString(8)}), and may have read a secret in it; it is 0600 now`,
          },
        ],
      });
      expect(modeOf(file.path)).toBe(0o600);
      expect(await read(file)).toMatchObject({ warnings: [] });
    },
  );

  test("is only reported with private: 'check', and a write makes it 0600", async () => {
    const file = settingsFile({ private: 'check' });
    plant(file.path, textOf(dark), 0o644);
    expect(await read(file)).toMatchObject({
      warnings: [{ code: 'MODE_TOO_WIDE', message: expect.stringMatching(/; it still is$/) }],
    });
    expect(modeOf(file.path)).toBe(0o644);
    await update(file, () => light);
    expect(modeOf(file.path)).toBe(0o600);
  });

  test('that everyone could write is refused: its content may be anybody’s', async () => {
    const file = settingsFile();
    plant(file.path, textOf(dark), 0o606);
    const unsafe = { code: 'ERR_UNSAFE_FILE', path: file.path, reason: 'mode' };
    await expect(read(file)).rejects.toMatchObject(unsafe);
    await expect(update(file, () => light)).rejects.toMatchObject(unsafe);
    await expect(quarantine(file)).rejects.toMatchObject(unsafe);
    expect(readFileSync(file.path, 'utf8')).toBe(textOf(dark));
  });

  test.skipIf(process.getuid?.() !== 0)(
    "of another user's file is left to them by root, which reads it and writes nothing",
    async () => {
      const file = settingsFile();
      plant(file.path, textOf(dark), 0o644);
      chownSync(file.path, 65_534, 65_534);
      const warnings = [{ code: 'MODE_TOO_WIDE' }];
      expect(await read(file)).toMatchObject({ value: dark, warnings });
      const unsafe = { code: 'ERR_UNSAFE_FILE', path: file.path, reason: 'owner', actingUid: 0 };
      await expect(update(file, () => light)).rejects.toMatchObject(unsafe);
      await expect(quarantine(file)).rejects.toMatchObject(unsafe);
      expect(modeOf(file.path)).toBe(0o644);
      expect(readdirSync(dirname(file.path))).toEqual([basename(file.path)]);
    },
  );

  test('of a directory that the group can write adds a warning', async () => {
    const file = settingsFile({ path: join(scratch(), 'shared', 'settings.json') });
    plant(file.path, textOf(dark), 0o640);
    chmodSync(dirname(file.path), 0o770);
    expect(await read(file)).toMatchObject({
      warnings: [
        {
          code: 'DIRECTORY_GROUP_WRITABLE',
          severity: 'warning',
          field: '',
          message: `the group of '${dirname(file.path)}' can put other files in the place of those in it (mode 0770)`,
        },
        { code: 'MODE_TIGHTENED' },
      ],
    });
  });

  test.each([0o777, 0o1777, 0o2777, 0o703])(
    'of a directory that everyone can write is refused, sticky or not: %o',
    async (mode) => {
      const file = settingsFile({ path: join(scratch(), 'shared', 'settings.json') });
      mkdirSync(dirname(file.path));
      chmodSync(dirname(file.path), mode);
      const unsafe = { code: 'ERR_UNSAFE_FILE', path: dirname(file.path), reason: 'mode', mode };
      await expect(read(file)).rejects.toMatchObject(unsafe);
      await expect(update(file, () => light)).rejects.toMatchObject(unsafe);
      expect(readdirSync(dirname(file.path))).toEqual([]);
    },
  );

  test('is looked at by a guard of the caller in place of the directory’s', async () => {
    const file = settingsFile({
      guard: () =>
        effects.invoke(() => [{ code: 'OWN', severity: 'warning', field: '', message: 'own' }]),
    });
    await update(file, () => light);
    expect(await read(file)).toMatchObject({ warnings: [{ code: 'OWN' }] });
    const refusing = settingsFile({
      path: file.path,
      guard(): Operation<never> {
        throw new Error('not here');
      },
    });
    await expect(read(refusing)).rejects.toThrow('not here');
    await expect(update(refusing, () => dark)).rejects.toThrow('not here');
  });
});

describe('simulated', () => {
  const path = '/home/me/settings.json';
  const file = stateFile({ path, schema: Settings });
  const update = (value: Settings) =>
    operations.updateState(file, () => effects.invoke(() => value));
  const machineWith = (planted: Planted, windows = false): Machine =>
    createMachine({ files: { [path]: planted }, windows });

  test("another user's file is refused, even one that everyone may read", () => {
    const { system } = machineWith({ content: textOf(dark), uid: 1001, mode: 0o644 }).start();
    const unsafe = expect.objectContaining({ code: 'ERR_UNSAFE_FILE', reason: 'owner' });
    expect(() => runSync(operations.readState(file), system)).toThrow(unsafe);
    expect(() => runSync(update(light), system)).toThrow(unsafe);
  });

  test("root's file is read, its mode left to root, and replaced by one of ours", () => {
    const machine = machineWith({ content: textOf(dark), uid: 0, mode: 0o644 });
    const { system } = machine.start();
    const warnings = [{ code: 'MODE_TOO_WIDE' }];
    expect(runSync(operations.readState(file), system)).toMatchObject({ value: dark, warnings });
    expect(runSync(update(light), system)).toMatchObject({ status: 'updated' });
    expect(machine.text(path)).toBe(textOf(light));
  });

  describe("root's file in a directory of another user", () => {
    const planted = { content: textOf(dark), uid: 0, mode: 0o644 };
    const readBy = (of: StateFile<Settings>, uid: number) => {
      const machine = machineWith(planted);
      const state = runSync(operations.readState(of), machine.start({ uid }).system);
      return { state, mode: machine.entries().find((entry) => entry.path === path)?.mode };
    };

    test('is read by root, which repairs nothing there', () => {
      expect(readBy(file, 0)).toMatchObject({
        state: { value: dark, warnings: [{ code: 'MODE_TOO_WIDE' }] },
        mode: 0o644,
      });
    });

    test('is repaired where the guard lets root write', () => {
      const lax = stateFile({ path, schema: Settings, guard: () => effects.invoke(() => []) });
      expect(readBy(lax, 0)).toMatchObject({
        state: { value: dark, warnings: [{ code: 'MODE_TIGHTENED' }] },
        mode: 0o600,
      });
    });

    test('is not read when the guard fails with anything else', () => {
      const failure = new Error('no guard');
      const guard = (access: string) =>
        effects.invoke(() => {
          if (access === 'write') throw failure;
          return [];
        });
      expect(() => readBy(stateFile({ path, schema: Settings, guard }), 0)).toThrow(failure);
    });
  });

  test.each([
    ['a file', { kind: 'file' }, { kind: 'file' }],
    ['closed to its owner', { kind: 'directory', mode: 0 }, { kind: 'directory' }],
  ] as const)(
    'a directory that must be usable is refused by name when it is %s',
    (_, directory, reported) => {
      const { system } = createMachine({ files: { '/home/me': directory } }).start();
      const checking = (usable?: boolean) =>
        runSync(operations.checkDirectories([{ path: '/home/me', usable }], 'read'), system);
      expect(() => checking(true)).toThrow(
        expect.objectContaining({ code: 'ERR_UNUSABLE_DIRECTORY', path: '/home/me', ...reported }),
      );
      expect([checking(false), checking()]).toEqual([[], []]);
    },
  );

  test('on a disk that cannot be written the mode stays, and the warning says so', () => {
    const machine = machineWith({ content: textOf(dark), mode: 0o644 });
    const { system } = machine.start({
      fault: ({ call }) => (call === 'fchmod' ? { errno: 'EROFS' } : undefined),
    });
    expect(runSync(operations.readState(file), system)).toMatchObject({
      value: dark,
      warnings: [{ code: 'MODE_TOO_WIDE' }],
    });
  });

  test('Windows, which has no modes, gives no warning about them', () => {
    const machine = machineWith(textOf(dark), true);
    const { system } = machine.start();
    expect(runSync(operations.readState(file), system)).toMatchObject({
      value: dark,
      warnings: [],
    });
    expect(runSync(update(light), system)).toMatchObject({ status: 'updated' });
    expect(machine.text(path)).toBe(textOf(light));
  });

  test.each([0, 0o077])(
    'no call opens a file with a mode that others could use, umask %o',
    (umask) => {
      const machine = machineWith(textOf(dark));
      const { system, calls } = machine.start({ umask });
      runSync(update(light), system);
      for (const { effect } of calls) {
        if (effect.call === 'open' && effect.args[1] === 'create')
          expect(effect.args[2]).toBe(0o600);
      }
      for (const { kind, mode } of machine.entries()) {
        if (kind === 'file') expect(mode).toBe(0o600);
      }
    },
  );
});
