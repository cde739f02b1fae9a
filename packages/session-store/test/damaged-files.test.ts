import { spawnSync } from 'node:child_process';
import {
  type BigIntStats,
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { sessionPath } from '@missionctl/session-model';
import { answerOf } from '@missionctl/test-support/child';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const demo = { missionId: 'demo' };
const isRoot = process.getuid?.() === 0;
const bytesOf = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(
    parts.map((each) => (typeof each === 'string' ? Buffer.from(each) : Buffer.from([each]))),
  );
const without = (key: string): string =>
  naiveFile.replace(new RegExp(`\\n  "${key}": [^\\n]*`), '');
const withKey = (key: string): string => naiveFile.replace('{', `{\n  ${key},`);

/** What reading must not change. */
function unalteredFacts(
  path: string,
): Pick<BigIntStats, 'ino' | 'mode' | 'size' | 'nlink' | 'mtimeNs'> {
  const { ino, mode, size, nlink, mtimeNs } = lstatSync(path, { bigint: true });
  return { ino, mode, size, nlink, mtimeNs };
}

const damaged: readonly (readonly [string, string | Uint8Array, string, string])[] = [
  ['empty', '', 'unparseable', 'JSON_SYNTAX'],
  ['truncated', naiveFile.slice(0, 200), 'unparseable', 'JSON_SYNTAX'],
  ['cut before its last brace', naiveFile.slice(0, -1), 'unparseable', 'JSON_SYNTAX'],
  ['of NULs', '\0'.repeat(400), 'unparseable', 'JSON_SYNTAX'],
  ['followed by the rest of a longer one', `${naiveFile}"\n}`, 'unparseable', 'JSON_SYNTAX'],
  ['followed by a NUL', `${naiveFile}\0`, 'unparseable', 'JSON_SYNTAX'],
  ['not UTF-8', bytesOf('{"mission_id": "', 0xff, '"}'), 'unparseable', 'JSON_ENCODING'],
  ['UTF-16', Buffer.from(naiveFile, 'utf16le'), 'unparseable', 'JSON_SYNTAX'],
  ['marked with a BOM', `\uFEFF${naiveFile}`, 'unparseable', 'JSON_BYTE_ORDER_MARK'],
  [
    'nested 33 deep',
    withKey(`"x": ${'['.repeat(32)}${']'.repeat(32)}`),
    'unparseable',
    'JSON_DEPTH',
  ],
  ['with a duplicate key', withKey('"role": "observer"'), 'unparseable', 'JSON_DUPLICATE_KEY'],
  ['with __proto__', withKey('"__proto__": {"role": "x"}'), 'unparseable', 'JSON_FORBIDDEN_KEY'],
  ['with an escaped key', withKey('"\\u0063onstructor": 1'), 'unparseable', 'JSON_FORBIDDEN_KEY'],
  ['an array', '[]', 'wrong-shape', 'JSON_NOT_OBJECT'],
  ['null', 'null', 'wrong-shape', 'JSON_NOT_OBJECT'],
  ['an empty object', '{}', 'wrong-shape', 'FIELD_MISSING'],
  ['without a role', without('role'), 'wrong-shape', 'FIELD_MISSING'],
  ['with a role of null', naiveFile.replace('"developer"', 'null'), 'wrong-shape', 'FIELD_TYPE'],
  [
    'with a focus of 5',
    naiveFile.replace('"focus": null', '"focus": 5'),
    'wrong-shape',
    'FIELD_TYPE',
  ],
  [
    'with a time that is none',
    naiveFile.replace('2026-02-15T14:16:02', '2026-02-30T14:16:02'),
    'wrong-shape',
    'FIELD_TIMESTAMP',
  ],
];

describe.each(bothForms)('a damaged session (%s)', (form) => {
  test.each(damaged)(
    'that is %s is reported as such, and left as it is',
    async (_, content, fault, code) => {
      const home = temporaryHome();
      const path = sessionPath(home, demo);
      plant(path, content);
      const store = storeBy(form, { home });
      const loaded = await store.load(demo);
      expect(loaded).toMatchObject({ status: 'damaged', fault, path });
      expect(loaded.status === 'damaged' && loaded.issues[0]?.code).toBe(code);
      const thrown = { code: 'ERR_SESSION_DAMAGED', missionId: 'demo', fault, path };
      await expect(store.ensureJoined(demo)).rejects.toMatchObject(thrown);
      await expect(store.update(demo, { focus: 'wp:1' })).rejects.toMatchObject(thrown);
      const saving = store.save(demo, sampleSession(), { expecting: 'any' });
      await expect(saving).rejects.toMatchObject(thrown);
      expect(await store.create(demo, sampleSession())).toEqual({ status: 'exists' });
      expect(await store.isJoined(demo)).toBe(true);
      expect(await store.list()).toMatchObject([{ address: demo, path, loaded: { fault } }]);
      expect(readFileSync(path)).toEqual(Buffer.from(content));
    },
  );

  test('is moved aside whole by quarantine, and a new session can be created', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, 'torn');
    const store = storeBy(form, {
      home,
      clock: () => Date.UTC(2026, 1, 15, 13, 16, 2, 154) + 0.627,
    });
    const aside = await store.quarantine(demo);
    expect(aside).toBe(`${path}.damaged-20260215T131602154627Z`);
    expect(readFileSync(aside ?? '', 'utf8')).toBe('torn');
    expect(await store.load(demo)).toEqual({ status: 'absent' });
    expect(await store.create(demo, sampleSession())).toMatchObject({ status: 'created' });
    expect(readdirSync(dirname(path)).toSorted()).toEqual([
      'session.json',
      'session.json.damaged-20260215T131602154627Z',
      'session.lock',
    ]);
  });

  test('never replaces one that was quarantined in the same microsecond', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    const store = storeBy(form, { home });
    plant(path, 'first');
    const aside = await store.quarantine(demo);
    plant(path, 'second');
    await expect(store.quarantine(demo)).rejects.toMatchObject({
      code: 'ERR_ATOMIC_WRITE',
      outcome: 'unchanged',
    });
    expect(readFileSync(aside ?? '', 'utf8')).toBe('first');
    expect(readFileSync(path, 'utf8')).toBe('second');
  });

  test('is removed like any other when it is a plain file', async () => {
    const home = temporaryHome();
    plant(sessionPath(home, demo), 'torn');
    const store = storeBy(form, { home });
    expect(await store.remove(demo)).toBe(true);
    expect(await store.load(demo)).toEqual({ status: 'absent' });
  });

  test('is the only kind that quarantine moves: a whole session stays', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession({ role: 'of no taxonomy' }));
    expect(await store.quarantine(demo)).toBeUndefined();
    expect(await store.load(demo)).toMatchObject({ status: 'joined' });
  });
});

/** Creates something at the path that is not a readable file. */
const hostile: Readonly<Record<string, (path: string) => void>> = {
  'a directory': (path) => mkdirSync(path),
  'a link to a session': (path) => {
    plant(join(dirname(path), 'elsewhere'), naiveFile);
    symlinkSync('elsewhere', path);
  },
  'a link to nothing': (path) => symlinkSync('nowhere', path),
  'a FIFO': (path) => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
  },
  'one of two names of a file': (path) => {
    plant(join(dirname(path), 'elsewhere'), naiveFile);
    linkSync(join(dirname(path), 'elsewhere'), path);
  },
  'a file of more than 1 MiB': (path) => plant(path, `${naiveFile}${' '.repeat(1024 * 1024)}`),
};

describe.each(bothForms)('a session that cannot be read (%s)', (form) => {
  test.each(Object.keys(hostile))(
    'because it is %s, is reported as such and left as it is',
    async (what) => {
      const home = temporaryHome();
      const path = sessionPath(home, demo);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      hostile[what]?.(path);
      const before = unalteredFacts(path);
      const store = storeBy(form, { home });
      expect(await store.load(demo)).toMatchObject({
        status: 'damaged',
        fault: 'unreadable',
        path,
      });
      const thrown = { code: 'ERR_SESSION_DAMAGED', fault: 'unreadable', path };
      await expect(store.ensureJoined(demo)).rejects.toMatchObject(thrown);
      await expect(store.update(demo, {})).rejects.toMatchObject(thrown);
      expect(await store.create(demo, sampleSession())).toEqual({ status: 'exists' });
      expect(await store.list()).toMatchObject([
        { address: demo, loaded: { fault: 'unreadable' } },
      ]);
      expect(unalteredFacts(path)).toEqual(before);
      const aside = await store.quarantine(demo);
      expect(aside).toMatch(/session\.json\.damaged-/);
      expect(unalteredFacts(aside ?? '').ino).toBe(before.ino);
    },
  );

  test('because it is a socket, is reported as such', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    mkdirSync(dirname(path), { recursive: true });
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await storeBy(form, { home }).load(demo)).toMatchObject({ fault: 'unreadable' });
  });

  test('because a file is in the place of its directory, is not reported as absent', async () => {
    const home = temporaryHome();
    const path = join(home, 'missions', 'demo');
    plant(path, '');
    const store = storeBy(form, { home });
    const thrown = { code: 'ERR_UNUSABLE_DIRECTORY', path, kind: 'file' };
    await expect(store.load(demo)).rejects.toMatchObject(thrown);
    await expect(store.isJoined(demo)).rejects.toMatchObject(thrown);
    await expect(store.update(demo, {})).rejects.toMatchObject(thrown);
    await expect(store.remove(demo)).rejects.toMatchObject(thrown);
    const loaded = { status: 'damaged', fault: 'unreadable', path };
    expect(await store.list()).toMatchObject([
      { address: demo, path: sessionPath(home, demo), loaded },
    ]);
  });

  test.runIf(process.platform !== 'win32')(
    'for want of permission, is not reported as absent',
    () => {
      const home = temporaryHome();
      plant(sessionPath(home, demo), naiveFile);
      expect(
        answerOf(new URL('without-permission.ts', import.meta.url), {
          home,
          address: demo,
          form,
          mode: 0,
        }),
      ).toEqual({
        file: {
          load: 'damaged unreadable',
          isJoined: true,
          update: 'ERR_SESSION_DAMAGED unreadable',
        },
        directory: {
          load: 'ERR_UNUSABLE_DIRECTORY undefined',
          isJoined: 'ERR_UNUSABLE_DIRECTORY undefined',
          update: 'ERR_UNUSABLE_DIRECTORY undefined',
        },
      });
      expect(readFileSync(sessionPath(home, demo), 'utf8')).toBe(naiveFile);
    },
  );
});

describe.each(bothForms)('a session of unsafe mode or owner (%s)', (form) => {
  test.each<[string, number]>([
    ['readable by others', 0o644],
    ['readable by its group', 0o640],
    ['group-writable, under a umask of 002', 0o660],
  ])('that is %s is read and made 0600, with a warning', async (_, mode) => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile, mode);
    const store = storeBy(form, { home });
    const shown = `0${mode.toString(8)}`;
    expect(await store.load(demo)).toMatchObject({
      status: 'joined',
      warnings: [
        {
          code: 'MODE_TIGHTENED',
          severity: 'warning',
          message: expect.stringContaining(`(mode ${shown}), and may have read a secret in it`),
        },
      ],
    });
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(await store.load(demo)).toMatchObject({ warnings: [] });
  });

  test('is only checked when the store repairs nothing', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile, 0o644);
    expect(await storeBy(form, { home, private: 'check' }).load(demo)).toMatchObject({
      status: 'joined',
      warnings: [{ code: 'MODE_TOO_WIDE' }],
    });
    expect(lstatSync(path).mode & 0o777).toBe(0o644);
  });

  test('that everyone can write is refused, and left as it is', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile, 0o666);
    const store = storeBy(form, { home });
    const unsafe = { code: 'ERR_UNSAFE_FILE', path, mode: 0o666 };
    await expect(store.load(demo)).rejects.toMatchObject(unsafe);
    await expect(store.update(demo, {})).rejects.toMatchObject(unsafe);
    await expect(store.quarantine(demo)).rejects.toMatchObject(unsafe);
    expect(await store.list()).toMatchObject([
      { address: demo, loaded: { status: 'unsafe', path } },
    ]);
    expect(lstatSync(path).mode & 0o777).toBe(0o666);
    chmodSync(path, 0o600);
    expect(await store.load(demo)).toMatchObject({ status: 'joined' });
  });

  test.runIf(isRoot)('that belongs to another user is refused', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    chownSync(path, 65_534, 65_534);
    await expect(storeBy(form, { home }).load(demo)).rejects.toMatchObject({
      code: 'ERR_UNSAFE_FILE',
      uid: 65_534,
    });
    writeFileSync(path, naiveFile);
  });
});
