import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missionDirectory, pointerPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, joined, pinnedDirectory, temporaryDirectory, testHome } from './test-home.ts';

describe.each(bothForms)('resolve, %s', (form) => {
  const { resolve } = actionsBy(form);

  test('each source wins over those behind it', async () => {
    const home = testHome();
    for (const mission of ['flagged', 'named', 'pinned', 'active']) joined(home, mission);
    const { below: directory, path } = pinnedDirectory('pinned');
    const all = { flag: 'flagged', environment: 'named', directory };
    const { flag: _, ...withoutFlag } = all;
    expect(await resolve(home, evidence(all))).toEqual({
      missionId: 'flagged',
      resolvedFrom: 'flag',
      pin: undefined,
      address: { missionId: 'flagged', alias: undefined },
    });
    expect(await resolve(home, evidence(withoutFlag))).toMatchObject({
      missionId: 'named',
      resolvedFrom: 'environment',
    });
    expect(await resolve(home, evidence({ directory }))).toMatchObject({
      missionId: 'pinned',
      resolvedFrom: 'pin',
      pin: path,
    });
    const unpinned = evidence({ directory: temporaryDirectory() });
    expect(await resolve(home, unpinned)).toMatchObject({
      missionId: 'active',
      resolvedFrom: 'pointer',
    });
  });

  test('evidence with a misspelled member is refused, and does not lead to the active mission', async () => {
    const home = testHome();
    joined(home, 'active');
    const misspelled: object = { missionid: 'other' };
    await expect((async () => await resolve(home, misspelled))()).rejects.toThrow(
      "evidence must be without 'missionid'",
    );
  });

  test('a directory that is not known has no pin', async () => {
    const home = testHome();
    joined(home, 'demo');
    expect(await resolve(home, evidence())).toMatchObject({ resolvedFrom: 'pointer' });
  });

  test('an alias acts in its own session', async () => {
    const home = testHome();
    const address = joined(home, 'demo', { alias: 'bot' });
    expect(await resolve(home, evidence({ flag: 'demo', alias: 'bot' }))).toMatchObject({
      address,
    });
  });

  test('where nothing names a mission, the joined ones of the actor are said', async () => {
    const home = testHome();
    joined(home, 'one', { alias: 'bot' });
    joined(home, 'two', { alias: 'bot' });
    joined(home, 'three', { alias: 'other' });
    await expect(resolve(home, evidence({ alias: 'bot' }))).rejects.toEqual(
      fault('ERR_NO_ACTIVE_MISSION', { alias: 'bot', joined: ['one', 'two'] }),
    );
    await expect(resolve(home, evidence())).rejects.toEqual(
      fault('ERR_NO_ACTIVE_MISSION', { alias: undefined, joined: [] }),
    );
  });

  test('an explicit mission that is not joined is not joined, and nothing else', async () => {
    const home = testHome();
    joined(home, 'demo');
    await expect(resolve(home, evidence({ flag: 'other' }))).rejects.toEqual(
      fault('ERR_NOT_JOINED', { missionId: 'other' }),
    );
  });

  test.each(['environment', 'pin', 'pointer'] as const)(
    'a mission that the %s names and nobody is joined in is dangling',
    async (source) => {
      const home = testHome();
      const { directory, path } = pinnedDirectory('gone');
      const hints = { environment: { environment: 'gone' }, pin: { directory }, pointer: {} };
      if (source === 'pointer') home.write(pointerPath(home.path), '{"active_mission_id":"gone"}');
      await expect(resolve(home, evidence(hints[source]))).rejects.toEqual(
        fault('ERR_POINTER_DANGLING', {
          missionId: 'gone',
          source,
          path: source === 'pin' ? path : undefined,
        }),
      );
    },
  );

  test('a mission in which only somebody else is joined is not joined, from any source', async () => {
    const home = testHome();
    joined(home, 'demo', { alias: 'bot' });
    const { directory } = pinnedDirectory('demo');
    await expect(resolve(home, evidence({ directory }))).rejects.toEqual(
      fault('ERR_NOT_JOINED', { missionId: 'demo', alias: undefined }),
    );
  });

  test('a pin that is refused is not passed over', async () => {
    const home = testHome();
    joined(home, 'demo');
    const { directory, path } = pinnedDirectory('../x');
    await expect(resolve(home, evidence({ directory }))).rejects.toEqual(
      fault('ERR_PIN_REFUSED', { path, fault: 'wrong-shape' }),
    );
    const unsafe = pinnedDirectory('demo', 0o666);
    await expect(resolve(home, evidence({ directory: unsafe.below }))).rejects.toEqual(
      fault('ERR_PIN_REFUSED', { path: unsafe.path, fault: 'unsafe' }),
    );
  });

  test('a damaged pointer stands in the way of nothing more specific', async () => {
    const home = testHome();
    joined(home, 'demo');
    home.write(pointerPath(home.path), '[]');
    expect(await resolve(home, evidence({ flag: 'demo' }))).toMatchObject({ missionId: 'demo' });
    await expect(resolve(home, evidence())).rejects.toEqual(fault('ERR_POINTER_DAMAGED'));
  });

  test('an id that cannot be one is refused before any path is built', async () => {
    const home = testHome();
    for (const hints of [{ flag: '../x' }, { environment: 'a/b' }, { flag: 'demo', alias: '..' }]) {
      await expect(resolve(home, evidence(hints))).rejects.toEqual(fault('ERR_INVALID_ID'));
    }
  });

  test('a damaged session is one that is joined', async () => {
    const home = testHome();
    const directory = missionDirectory(home.path, 'demo');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(directory, 'session.json'), '{', { mode: 0o600 });
    expect(await resolve(home, evidence({ flag: 'demo' }))).toMatchObject({ missionId: 'demo' });
  });
});
