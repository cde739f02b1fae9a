import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sessionPath } from '@missionctl/session-model';
import { answerOf } from '@missionctl/test-support/child';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import type { ListedSession } from '../src/index.ts';
import { storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

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

  test('is refused where the home, or missions, is not a directory', async () => {
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

  test('skips what is not a mission: other names, empty directories, the files of others', async () => {
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

  test('reports once that it may not list the aliases', async () => {
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
  ])('of one mission says that no alias can be listed in %s', async (what, loaded) => {
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
    expect(await store.list()).toEqual([own, ...others, ...(await store.list('other'))]);
  });

  test('of the home is the sum of the lists of its missions, whatever is in the place of their aliases', () => {
    const home = temporaryHome();
    const plain = ['a-file', 'a-link', 'a-link-to-nothing', 'closed', 'joined'];
    for (const missionId of plain) plant(sessionPath(home, { missionId }), naiveFile);
    plant(sessionPath(home, { missionId: 'joined', alias: 'ant' }), naiveFile);
    plant(sessionPath(home, { missionId: 'joined', alias: 'bot' }), 'torn');
    plant(join(home, 'missions', 'a-file', 'as'), '');
    symlinkSync('../joined/as', join(home, 'missions', 'a-link', 'as'));
    symlinkSync('nothing', join(home, 'missions', 'a-link-to-nothing', 'as'));
    mkdirSync(join(home, 'missions', 'closed', 'as'));
    plant(join(home, 'missions', 'no-directory'), '');
    symlinkSync('joined', join(home, 'missions', 'through-a-link'));
    const question = { home, form, closed: join(home, 'missions', 'closed', 'as') };
    const lists = answerOf(new URL('both-lists.ts', import.meta.url), question) as {
      readonly all: readonly ListedSession[];
      readonly byMission: Readonly<Record<string, readonly ListedSession[]>>;
    };
    expect(lists.all).toEqual(Object.values(lists.byMission).flat());
    expect(
      lists.all.map(({ address, loaded }) => [address.missionId, address.alias, loaded.status]),
    ).toEqual([
      ['a-file', undefined, 'joined'],
      ['a-file', undefined, 'damaged'],
      ['a-link', undefined, 'joined'],
      ['a-link', undefined, 'unsafe'],
      ['a-link-to-nothing', undefined, 'joined'],
      ['a-link-to-nothing', undefined, 'unsafe'],
      ['closed', undefined, 'joined'],
      ['closed', undefined, 'damaged'],
      ['joined', undefined, 'joined'],
      ['joined', 'ant', 'joined'],
      ['joined', 'bot', 'damaged'],
      ['no-directory', undefined, 'damaged'],
      ['through-a-link', undefined, 'joined'],
      ['through-a-link', 'ant', 'joined'],
      ['through-a-link', 'bot', 'damaged'],
    ]);
  });

  test('of one mission reports that it is not a directory', async () => {
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

  test('creates nothing, and is refused where the home is a link to nothing', async () => {
    const home = temporaryHome();
    expect(await storeBy(form, { home }).list()).toEqual([]);
    expect(existsSync(home)).toBe(false);
    symlinkSync('nowhere', home);
    const refusal = { code: 'ERR_UNUSABLE_DIRECTORY', path: home, kind: undefined };
    await expect(storeBy(form, { home }).list()).rejects.toMatchObject(refusal);
    expect(existsSync(home)).toBe(false);
  });
});
