import { existsSync } from 'node:fs';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { type BoundStore, storeBy } from './bound-store.ts';
import { sampleSession } from './sample-session.ts';

const ids = [
  ...['..', '.', '../x', '/abs', 'a/b', 'a\\b', 'con', 'CON', 'nul.txt', '', 'a\0b', 'a b', '-x'],
  ...['.hidden', 'x.', 'a:b', 'caf\u00e9', 'a\n', '~', 'x'.repeat(129)],
];
const aliases = ['..', '../x', '/abs', 'a/b', 'con', '', 'a\0b', 'Bot', '_x', 'x'.repeat(33)];

const operations: Readonly<
  Record<string, (store: BoundStore, missionId: string) => Promise<unknown>>
> = {
  load: (store, missionId) => store.load({ missionId }),
  ensureJoined: (store, missionId) => store.ensureJoined({ missionId }),
  create: (store, missionId) => store.create({ missionId }, sampleSession({ missionId })),
  update: (store, missionId) => store.update({ missionId }, {}),
  save: (store, missionId) =>
    store.save({ missionId }, sampleSession({ missionId }), { expecting: '' }),
  remove: (store, missionId) => store.remove({ missionId }),
  quarantine: (store, missionId) => store.quarantine({ missionId }),
  list: (store, missionId) => store.list(missionId),
  isJoined: (store, missionId) => store.isJoined({ missionId }),
  caseVariantOf: (store, missionId) => store.caseVariantOf(missionId),
};

describe.each(bothForms)('an invalid id is refused before a path is built (%s)', (form) => {
  test.each(Object.entries(operations))('by %s', async (_, operate) => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    for (const id of ids) {
      await expect(operate(store, id), JSON.stringify(id)).rejects.toMatchObject({
        code: 'ERR_INVALID_ID',
        kind: 'mission-id',
      });
    }
    expect(existsSync(home)).toBe(false);
  });

  test.each(aliases)('even when it is the alias %j', async (alias) => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const address = { missionId: 'demo', alias };
    const refused = { code: 'ERR_INVALID_ID', kind: 'alias' };
    await expect(store.load(address)).rejects.toMatchObject(refused);
    await expect(store.create(address, sampleSession())).rejects.toMatchObject(refused);
    await expect(store.update(address, {})).rejects.toMatchObject(refused);
    expect(existsSync(home)).toBe(false);
  });
});

test('paths are built from valid ids only', () => {
  expect(() => sessionPath('/home', { missionId: '..' })).toThrow(/^invalid mission id "\.\."/);
  expect(() => participantDirectory('/home', { missionId: 'a', alias: '.' })).toThrow(
    'invalid alias',
  );
  expect(participantDirectory('/home', { missionId: 'a', alias: 'b' })).toBe(
    '/home/missions/a/as/b',
  );
});
