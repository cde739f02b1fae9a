import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { type BoundPointer, pointerBy } from './bound-pointer.ts';

const whole = '{"active_mission_id": "demo", "last_switched_at": null}';
const naming = (id: unknown): string =>
  JSON.stringify({ active_mission_id: id, last_switched_at: null });

const operations: Readonly<Record<string, (pointer: BoundPointer) => Promise<unknown>>> = {
  read: (pointer) => pointer.read(),
  previous: (pointer) => pointer.previous(),
  set: (pointer) => pointer.set('other'),
  clear: (pointer) => pointer.clear(),
  forget: (pointer) => pointer.forget('demo'),
};

const damaged: readonly (readonly [string, string | Uint8Array, string, string])[] = [
  ['empty', '', 'unparseable', 'JSON_SYNTAX'],
  ['truncated', whole.slice(0, 30), 'unparseable', 'JSON_SYNTAX'],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'unparseable', 'JSON_ENCODING'],
  ['marked with a BOM', `\uFEFF${whole}`, 'unparseable', 'JSON_BYTE_ORDER_MARK'],
  [
    'with a key twice',
    whole.replace('{', '{"active_mission_id": 1,'),
    'unparseable',
    'JSON_DUPLICATE_KEY',
  ],
  ['an array', '[]', 'wrong-shape', 'JSON_NOT_OBJECT'],
  ['without the mission', '{"last_switched_at": null}', 'wrong-shape', 'FIELD_MISSING'],
  ['with a number for a mission', naming(5), 'wrong-shape', 'FIELD_TYPE'],
  ['with a time that is none', whole.replace('null', '"soon"'), 'wrong-shape', 'FIELD_TIMESTAMP'],
  ['naming ..', naming('..'), 'wrong-shape', 'MISSION_ID_START'],
  ['naming ../../etc', naming('../../etc'), 'wrong-shape', 'MISSION_ID_ALPHABET'],
  [
    'naming a previous mission that cannot be one',
    '{"active_mission_id": "demo", "previous_mission_id": "/abs"}',
    'wrong-shape',
    'MISSION_ID_ALPHABET',
  ],
];

describe.each(bothForms)('a damaged pointer (%s)', (form) => {
  test.each(damaged)(
    'that is %s is reported as such, and left as it is',
    async (_, content, fault, code) => {
      const home = temporaryHome();
      const path = join(home, 'session.json');
      plant(path, content);
      const pointer = pointerBy(form, { home });
      for (const [name, operate] of Object.entries(operations)) {
        await expect(operate(pointer), name).rejects.toMatchObject({
          name: 'PointerDamagedError',
          code: 'ERR_POINTER_DAMAGED',
          path,
          fault,
          issues: expect.arrayContaining([expect.objectContaining({ code })]),
        });
      }
      expect(readFileSync(path)).toEqual(Buffer.from(content));
    },
  );

  test('that names two missions that cannot be any says why of each', async () => {
    const home = temporaryHome();
    const path = join(home, 'session.json');
    plant(path, '{"active_mission_id": "a/b", "previous_mission_id": "-x"}');
    const alphabet = 'a mission id holds only a-z, A-Z, 0-9, ".", "_" and "-"';
    const start = 'a mission id begins with a letter or a digit';
    const fault = 'wrong-shape';
    await expect(pointerBy(form, { home }).read()).rejects.toMatchObject({
      message: `active mission pointer is wrong-shape: '${path}': ${alphabet}; ${start}`,
      issues: [
        { field: 'active_mission_id', message: alphabet },
        { field: 'previous_mission_id', message: start },
      ],
      cause: expect.objectContaining({ path, fault }),
    });
  });

  test.each<[string, (path: string) => void]>([
    ['a directory', (path) => mkdirSync(path)],
    ['a link', (path) => symlinkSync('elsewhere', path)],
    ['a FIFO', (path) => void spawnSync('mkfifo', [path])],
    ['a file of two names', (path) => linkSync(join(dirname(path), 'elsewhere'), path)],
    ['of more than 1 MiB', (path) => plant(path, whole + ' '.repeat(1024 * 1024))],
  ])('that is %s is unreadable, never none', async (_, put) => {
    const home = temporaryHome();
    const path = join(home, 'session.json');
    plant(join(home, 'elsewhere'), whole);
    put(path);
    const { ino } = lstatSync(path);
    const pointer = pointerBy(form, { home });
    for (const operate of Object.values(operations)) {
      await expect(operate(pointer)).rejects.toMatchObject({ fault: 'unreadable', path });
    }
    expect(lstatSync(path).ino).toBe(ino);
    const aside = await pointer.quarantine();
    expect(aside).toBe(`${path}.damaged-20260215T131602154627Z`);
    expect(lstatSync(aside ?? '').ino).toBe(ino);
    expect(await pointer.read()).toEqual({
      active: undefined,
      previous: undefined,
      switchedAt: undefined,
    });
  });

  test('is an error in a home that is a file', async () => {
    const home = temporaryHome();
    plant(home, 'a file');
    const pointer = pointerBy(form, { home });
    for (const operate of Object.values(operations)) {
      await expect(operate(pointer)).rejects.toMatchObject({
        code: 'ERR_UNUSABLE_DIRECTORY',
        path: home,
        kind: 'file',
      });
    }
  });

  test('is moved aside by quarantine, never deleted, and only when it is damaged', async () => {
    const home = temporaryHome();
    const path = join(home, 'session.json');
    plant(path, naming('..'));
    const pointer = pointerBy(form, { home });
    const aside = await pointer.quarantine();
    expect(readFileSync(aside ?? '', 'utf8')).toBe(naming('..'));
    await pointer.set('demo');
    expect(await pointer.quarantine()).toBeUndefined();
    expect((await pointer.read()).active).toBe('demo');
  });

  test('that everyone can write is refused, and left as it is', async () => {
    const home = temporaryHome();
    const path = join(home, 'session.json');
    plant(path, whole, 0o666);
    const pointer = pointerBy(form, { home });
    for (const operate of Object.values(operations)) {
      await expect(operate(pointer)).rejects.toMatchObject({ code: 'ERR_UNSAFE_FILE', path });
    }
    expect(lstatSync(path).mode & 0o777).toBe(0o666);
  });

  test.runIf(process.getuid?.() === 0)(
    'of another user is read by root, and never written over',
    async () => {
      const home = temporaryHome();
      plant(join(home, 'session.json'), whole);
      chownSync(join(home, 'session.json'), 65_534, 65_534);
      const { read, previous, ...changes } = operations;
      const pointer = pointerBy(form, { home });
      expect(await read?.(pointer)).toMatchObject({ active: 'demo' });
      await previous?.(pointer);
      const refused = { code: 'ERR_UNSAFE_FILE', reason: 'owner', uid: 65_534, actingUid: 0 };
      for (const [name, change] of Object.entries(changes)) {
        await expect(change(pointer), name).rejects.toMatchObject(refused);
      }
      expect(readdirSync(home)).toEqual(['session.json']);
    },
  );
});

describe.each(bothForms)('a home that everyone can write (%s)', (form) => {
  test.each([0o777, 0o1777])(
    'is refused by name, sticky or not, and its pointer left as it is: %o',
    async (mode) => {
      const home = temporaryHome();
      const path = join(home, 'session.json');
      plant(path, whole);
      chmodSync(home, mode);
      const pointer = pointerBy(form, { home });
      for (const [name, operate] of Object.entries(operations)) {
        await expect(operate(pointer), name).rejects.toMatchObject({
          code: 'ERR_UNSAFE_FILE',
          path: home,
          mode,
        });
      }
      expect(readFileSync(path, 'utf8')).toBe(whole);
    },
  );
});
