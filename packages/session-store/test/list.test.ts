import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sessionPath } from '../src/index.ts';
import { naiveFile, sampleSession } from './sample-session.ts';
import { plant, temporaryHome } from './temporary-home.ts';
import { bothTwins, storeBy } from './twins.ts';

describe.each(bothTwins)('a list (%s)', (twin) => {
  test('has every session of the home, by mission and alias, the damaged ones among them', async () => {
    const home = temporaryHome();
    const store = storeBy(twin, { home });
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

  test('of one mission has all of its participants, and only those', async () => {
    const home = temporaryHome();
    const store = storeBy(twin, { home });
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
    expect(await storeBy(twin, { home }).list()).toEqual([]);
  });

  test('tells what stands in the way of a mission\u2019s aliases, once', async () => {
    const home = temporaryHome();
    const store = storeBy(twin, { home });
    plant(sessionPath(home, { missionId: 'demo' }), naiveFile);
    plant(join(home, 'missions', 'demo', 'as'), 'a file');
    const fault = { status: 'damaged', fault: 'unreadable' };
    expect(await store.list()).toMatchObject([
      { address: { missionId: 'demo' }, loaded: { status: 'joined' } },
      {
        address: { missionId: 'demo' },
        path: join(home, 'missions', 'demo', 'as'),
        loaded: { ...fault, path: join(home, 'missions', 'demo', 'as') },
      },
    ]);
    plant(join(home, 'missions', 'stray'), 'a file');
    expect(await store.list('stray')).toMatchObject([{ loaded: fault }]);
  });

  test('is not empty when the missions cannot be listed: that is a fault', async () => {
    const home = temporaryHome();
    plant(join(home, 'missions'), 'a file');
    await expect(storeBy(twin, { home }).list()).rejects.toMatchObject({
      code: 'ERR_FILE_READ',
      path: join(home, 'missions'),
    });
  });

  test('creates nothing', async () => {
    const home = temporaryHome();
    symlinkSync('nowhere', home);
    expect(await storeBy(twin, { home }).list()).toEqual([]);
    expect(existsSync(home)).toBe(false);
  });
});
