import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sessionPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { bothForms, storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';
import { plant, temporaryHome } from './temporary-home.ts';

describe.each(bothForms)('a list (%s)', (form) => {
  test('has every session of the home, by mission and alias, the damaged ones among them', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    for (const missionId of ['b', 'a', 'c']) {
      await store.create({ missionId }, sampleSession({ missionId }));
    }
    await store.create({ missionId: 'a', alias: 'bot' }, sampleSession({ missionId: 'a' }));
    await store.create({ missionId: 'a', alias: 'ant' }, sampleSession({ missionId: 'a' }));
    await store.create({ missionId: 'only', alias: 'bot' }, sampleSession({ missionId: 'only' }));
    plant(sessionPath(home, { missionId: 'b' }), 'torn');
    plant(sessionPath(home, { missionId: 'c' }), naiveFile, 0o666);
    const listed = await store.list();
    expect(listed.map(({ address, loaded }) => ({ ...address, status: loaded.status }))).toEqual([
      { missionId: 'a', status: 'joined' },
      { missionId: 'a', alias: 'ant', status: 'joined' },
      { missionId: 'a', alias: 'bot', status: 'joined' },
      { missionId: 'b', status: 'damaged' },
      { missionId: 'c', status: 'unsafe' },
      { missionId: 'only', alias: 'bot', status: 'joined' },
    ]);
    for (const { address, path } of listed) expect(path).toBe(sessionPath(home, address));
  });

  test('is refused where the home, or missions, is no directory', async () => {
    const home = temporaryHome();
    const missions = join(home, 'missions');
    plant(missions, 'a file');
    const store = storeBy(form, { home });
    const refusal = { code: 'ERR_UNUSABLE_DIRECTORY', path: missions, kind: 'file' };
    await expect(store.list()).rejects.toMatchObject(refusal);
    await expect(store.load({ missionId: 'a' })).rejects.toMatchObject(refusal);
    const linked = join(home, 'link');
    symlinkSync(missions, linked);
    await expect(storeBy(form, { home: linked }).list()).rejects.toMatchObject({
      code: 'ERR_UNUSABLE_DIRECTORY',
      path: linked,
    });
  });

  test('of one mission has all of its participants, and only those', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create({ missionId: 'a' }, sampleSession({ missionId: 'a' }));
    await store.create({ missionId: 'a', alias: 'bot' }, sampleSession({ missionId: 'a' }));
    await store.create({ missionId: 'ab' }, sampleSession({ missionId: 'ab' }));
    expect((await store.list('a')).map(({ address }) => address)).toEqual([
      { missionId: 'a' },
      { missionId: 'a', alias: 'bot' },
    ]);
  });

  test('passes over what is no mission: other names, empty directories, the files of others', async () => {
    const home = temporaryHome();
    plant(join(home, 'session.json'), '{}');
    plant(join(home, 'queues', 'demo.jsonl'), '{}');
    plant(join(home, 'missions', '.hidden', 'session.json'), naiveFile);
    plant(join(home, 'missions', 'con', 'session.json'), naiveFile);
    plant(join(home, 'missions', 'demo', 'as', 'Bot', 'session.json'), naiveFile);
    plant(join(home, 'missions', 'demo', 'session.tmp'), naiveFile);
    mkdirSync(join(home, 'missions', 'empty'));
    expect(await storeBy(form, { home }).list()).toEqual([]);
  });

  test('tells of aliases that it may not look for, once', async () => {
    const home = temporaryHome();
    plant(sessionPath(home, { missionId: 'demo' }), naiveFile);
    const path = join(home, 'missions', 'demo', 'as');
    mkdirSync(path, { mode: 0o777 });
    chmodSync(path, 0o777);
    expect(await storeBy(form, { home }).list()).toMatchObject([
      { address: { missionId: 'demo' }, loaded: { status: 'joined' } },
      { address: { missionId: 'demo' }, path, aliases: true, loaded: { status: 'unsafe', path } },
    ]);
  });

  test.each([
    ['a file', { status: 'damaged', fault: 'unreadable' }],
    ['a link to nothing', { status: 'unsafe' }],
    ['a link to aliases', { status: 'unsafe' }],
  ])('of one mission says that no alias can be looked for in %s', async (what, loaded) => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create({ missionId: 'demo' }, sampleSession({ missionId: 'demo' }));
    const other = { missionId: 'other' };
    await store.create({ ...other, alias: 'bot' }, sampleSession(other));
    const path = join(home, 'missions', 'demo', 'as');
    if (what === 'a file') plant(path, '');
    else symlinkSync(what === 'a link to nothing' ? 'nothing' : '../other/as', path);
    const [own, ...others] = await store.list('demo');
    expect(own).toMatchObject({ address: { missionId: 'demo' }, loaded: { status: 'joined' } });
    expect(others).toMatchObject([{ address: { missionId: 'demo' }, path, aliases: true, loaded }]);
    expect((await store.list()).map(({ address }) => address)).toEqual([
      { missionId: 'demo' },
      { missionId: 'other', alias: 'bot' },
    ]);
  });

  test('is told of a mission that is no directory', async () => {
    const home = temporaryHome();
    plant(join(home, 'missions', 'stray'), 'a file');
    expect(await storeBy(form, { home }).list('stray')).toMatchObject([
      { loaded: { status: 'damaged', fault: 'unreadable' } },
    ]);
  });

  test('has the aliases of every mission behind a link too', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create({ missionId: 'demo', alias: 'bot' }, sampleSession({ missionId: 'demo' }));
    renameSync(join(home, 'missions', 'demo'), join(home, 'elsewhere'));
    symlinkSync('../elsewhere', join(home, 'missions', 'demo'));
    expect((await store.list()).map(({ address }) => address)).toEqual([
      { missionId: 'demo', alias: 'bot' },
    ]);
  });

  test('holds its own copy of each session, large and small', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const tokens = ['a'.repeat(10), 'b'.repeat(9000), 'c'.repeat(20), 'd'.repeat(4000)];
    for (const [index, sessionToken] of tokens.entries()) {
      const missionId = `m${index}`;
      await store.create({ missionId }, { ...sampleSession({ missionId }), sessionToken });
    }
    const listed = await store.list();
    const alone = await Promise.all(listed.map(({ address }) => store.load(address)));
    expect(listed.map(({ loaded }) => loaded)).toEqual(alone);
    expect(alone).toMatchObject(tokens.map((sessionToken) => ({ session: { sessionToken } })));
  });

  test('creates nothing', async () => {
    const home = temporaryHome();
    symlinkSync('nowhere', home);
    expect(await storeBy(form, { home }).list()).toEqual([]);
    expect(existsSync(home)).toBe(false);
  });
});
