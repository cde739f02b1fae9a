import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { type BoundStore, storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const demo = { missionId: 'demo' };
const bot = { missionId: 'demo', alias: 'bot' };

const operations: Readonly<Record<string, (store: BoundStore) => Promise<unknown>>> = {
  load: (store) => store.load(bot),
  ensureJoined: (store) => store.ensureJoined(bot),
  create: (store) => store.create(bot, sampleSession()),
  update: (store) => store.update(bot, { focus: 'wp:1' }),
  save: (store) => store.save(bot, sampleSession(), { expecting: '' }),
  remove: (store) => store.remove(bot),
  quarantine: (store) => store.quarantine(bot),
  isJoined: (store) => store.isJoined(bot),
};

/** The directories on the way to the session of an alias, from the home down. */
const directories: Readonly<Record<string, (home: string) => string>> = {
  home: (home) => home,
  missions: (home) => join(home, 'missions'),
  mission: (home) => participantDirectory(home, demo),
  aliases: (home) => dirname(participantDirectory(home, bot)),
  alias: (home) => participantDirectory(home, bot),
};

describe.each(bothForms)('a directory that everyone can write (%s)', (form) => {
  test.each(Object.keys(directories))('as the %s directory is refused by name', async (which) => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    await store.create(bot, sampleSession());
    const bytes = readFileSync(sessionPath(home, bot));
    const path = directories[which]?.(home) ?? '';
    chmodSync(path, 0o777);
    for (const [name, operate] of Object.entries(operations)) {
      await expect(operate(store), name).rejects.toMatchObject({
        code: 'ERR_UNSAFE_FILE',
        path,
        mode: 0o777,
        message: expect.stringContaining(`'${path}' is a directory that everyone can write`),
      });
    }
    expect(readFileSync(sessionPath(home, bot))).toEqual(bytes);
  });

  test.each(['home', 'missions'])('as the %s directory refuses every list', async (which) => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    const path = directories[which]?.(home) ?? '';
    chmodSync(path, 0o757);
    await expect(store.list()).rejects.toMatchObject({ code: 'ERR_UNSAFE_FILE', path });
    await expect(store.list('demo')).rejects.toMatchObject({ code: 'ERR_UNSAFE_FILE', path });
  });

  test.each([
    ['mission', [['demo', undefined, 'unsafe']]],
    [
      'aliases',
      [
        ['demo', undefined, 'joined'],
        ['demo', undefined, 'unsafe'],
      ],
    ],
    [
      'alias',
      [
        ['demo', undefined, 'joined'],
        ['demo', 'ant', 'joined'],
        ['demo', 'bot', 'unsafe'],
      ],
    ],
  ])('as the %s directory is reported by a list, beside the rest', async (which, expected) => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    await store.create(bot, sampleSession());
    await store.create({ ...demo, alias: 'ant' }, sampleSession());
    await store.create({ missionId: 'other' }, sampleSession({ missionId: 'other' }));
    const path = directories[which]?.(home) ?? '';
    chmodSync(path, 0o777);
    const listed = await store.list();
    expect(
      listed.map(({ address, loaded }) => [address.missionId, address.alias, loaded.status]),
    ).toEqual([...expected, ['other', undefined, 'joined']]);
    expect(listed.find(({ loaded }) => loaded.status === 'unsafe')).toMatchObject({
      path,
      loaded: { path, message: expect.stringContaining('everyone can write') },
    });
  });

  test.each([0o1777, 0o2777, 0o3777])(
    'is refused with a sticky or setgid bit as well: %o',
    async (mode) => {
      const home = temporaryHome();
      const store = storeBy(form, { home });
      await store.create(demo, sampleSession());
      chmodSync(join(home, 'missions'), mode);
      const refused = { code: 'ERR_UNSAFE_FILE', reason: 'mode', mode };
      await expect(store.load(demo)).rejects.toMatchObject(refused);
      await expect(store.caseVariantOf('Demo')).rejects.toMatchObject(refused);
    },
  );

  test('is found behind a link as well', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home: `${home}-link` });
    symlinkSync(home, `${home}-link`);
    await storeBy(form, { home }).create(demo, sampleSession());
    expect(await store.load(demo)).toMatchObject({ status: 'joined', warnings: [] });
    chmodSync(home, 0o777);
    await expect(store.load(demo)).rejects.toMatchObject({ path: `${home}-link`, mode: 0o777 });
  });

  test('is not used to create a mission', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    plant(join(home, 'missions', 'other', 'session.json'), naiveFile);
    chmodSync(join(home, 'missions'), 0o777);
    await expect(store.create(demo, sampleSession())).rejects.toMatchObject({
      code: 'ERR_UNSAFE_FILE',
    });
    expect(existsSync(participantDirectory(home, demo))).toBe(false);
  });
});

describe.each(bothForms)('a link (%s)', (form) => {
  test('is refused on the path to aliases, since no list would see them', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const other = { missionId: 'other' };
    await store.create({ ...other, alias: 'bot' }, sampleSession(other));
    await store.create(demo, sampleSession());
    const path = join(participantDirectory(home, demo), 'as');
    symlinkSync('../other/as', path);
    const refused = {
      code: 'ERR_UNSAFE_FILE',
      path,
      message: expect.stringContaining('is a link'),
    };
    await expect(store.load(bot)).rejects.toMatchObject(refused);
    await expect(store.create({ ...demo, alias: 'ant' }, sampleSession())).rejects.toMatchObject(
      refused,
    );
    await expect(store.update(bot, {})).rejects.toMatchObject(refused);
    expect(await store.load(demo)).toMatchObject({ status: 'joined', warnings: [] });
  });
});

describe.each(bothForms)('a directory that its group can write (%s)', (form) => {
  async function openToGroup(which: string) {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    await store.create(bot, sampleSession());
    const path = directories[which]?.(home) ?? '';
    chmodSync(path, 0o770);
    return { store, path };
  }

  test.each(Object.keys(directories))('as the %s directory causes a warning', async (which) => {
    const { store, path } = await openToGroup(which);
    const warnings = [
      {
        code: 'DIRECTORY_GROUP_WRITABLE',
        severity: 'warning',
        message: `the group of '${path}' can put other files in the place of those in it (mode 0770)`,
      },
    ];
    expect(await store.load(bot)).toMatchObject({ status: 'joined', warnings });
    expect(await store.update(bot, {})).toMatchObject({ warnings });
    await store.remove(bot);
    expect(await store.create(bot, sampleSession())).toMatchObject({ warnings });
  });

  test.each(Object.keys(directories))(
    'as the %s directory is reported by a list too',
    async (which) => {
      const { store } = await openToGroup(which);
      const listed = await store.list();
      const warned = listed.map(({ loaded }) =>
        loaded.status === 'joined' ? loaded.warnings : [],
      );
      const loads = await Promise.all(listed.map(({ address }) => store.load(address)));
      expect(warned).toEqual(loads.map((each) => (each.status === 'joined' ? each.warnings : [])));
      expect(warned.flat().length).toBeGreaterThan(0);
    },
  );

  test('causes one warning, beside that of a repaired mode', async () => {
    const home = temporaryHome();
    plant(sessionPath(home, demo), naiveFile, 0o640);
    chmodSync(participantDirectory(home, demo), 0o2775);
    const [listed] = await storeBy(form, { home }).list();
    expect(listed?.loaded).toMatchObject({
      warnings: [{ code: 'DIRECTORY_GROUP_WRITABLE' }, { code: 'MODE_TIGHTENED' }],
    });
  });
});
