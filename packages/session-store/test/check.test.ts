import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type Issue, sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CheckContext } from '../src/index.ts';
import { laterMs, storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const demo = { missionId: 'demo' };
const bot = { missionId: 'demo', alias: 'bot' };
const old: Issue = { code: 'OLD', severity: 'warning', field: '', message: 'it is old' };
const bad: Issue = { code: 'ROLE', severity: 'error', field: 'role', message: 'no role' };

describe.each(bothForms)('the check of a store (%s)', (form) => {
  test('sees the session as the update would leave it, before its activity is stamped', async () => {
    const home = temporaryHome();
    const seen: [unknown, CheckContext][] = [];
    const store = storeBy(form, {
      home,
      check: (state, context) => {
        seen.push([state, context]);
        return [];
      },
    });
    const former = sampleSession({ focus: 'wp:1' });
    await store.create(demo, former);
    expect(seen).toEqual([]);
    const patch = { driveIntent: 'active' } as const;
    await store.update(demo, patch);
    await store.update(demo, () => ({ focus: null }));
    const lastActivityAt = (await store.ensureJoined(demo)).session.lastActivityAt;
    expect(Date.parse(lastActivityAt)).toBe(laterMs);
    expect(seen).toEqual([
      [
        { ...former, ...patch },
        { missionId: 'demo', dialect: 'utc', patch },
      ],
      [
        { ...former, ...patch, lastActivityAt, focus: null },
        { missionId: 'demo', dialect: 'utc', patch: { focus: null } },
      ],
    ]);
  });

  test('gets the dialect of the file, and the mission of its directory', async () => {
    const home = temporaryHome();
    plant(sessionPath(home, { missionId: 'other', alias: 'bot' }), naiveFile);
    const seen: CheckContext[] = [];
    const store = storeBy(form, {
      home,
      check: (_, context) => {
        seen.push(context);
        return [];
      },
    });
    await store.update({ missionId: 'other', alias: 'bot' }, {});
    expect(seen).toEqual([{ missionId: 'other', dialect: 'naive-local', patch: {} }]);
  });

  test('makes an update with an error fail: nothing is written, and the error holds every issue', async () => {
    const home = temporaryHome();
    const check = ({ role }: { readonly role: string }): readonly Issue[] =>
      role === 'developer' ? [old] : [old, bad];
    const store = storeBy(form, { home, check });
    await store.create(bot, sampleSession({ role: 'pilot' }));
    const path = sessionPath(home, bot);
    const bytes = readFileSync(path);
    const patch = { focus: 'wp:1' } as const;
    for (const change of [patch, () => patch]) {
      await expect(store.update(bot, change)).rejects.toMatchObject({
        name: 'SessionInvalidError',
        code: 'ERR_SESSION_INVALID',
        missionId: 'demo',
        alias: 'bot',
        path,
        issues: [old, bad],
        message: `session of 'demo' as 'bot' is invalid: '${path}': no role`,
      });
    }
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('adds its warnings to those of the file', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home, check: () => [old] });
    plant(sessionPath(home, demo), naiveFile, 0o644);
    expect(await store.update(demo, { focus: 'wp:1' })).toMatchObject({
      session: { focus: 'wp:1' },
      warnings: [old, { code: 'MODE_TIGHTENED' }, { code: 'CLOCK_WENT_BACK' }],
    });
  });

  test('that throws ends the update with what it threw, and frees the lock', async () => {
    const home = temporaryHome();
    const broken = new Error('broken');
    const breaking = storeBy(form, {
      home,
      check: () => {
        throw broken;
      },
    });
    await breaking.create(demo, sampleSession());
    const bytes = readFileSync(sessionPath(home, demo));
    await expect(breaking.update(demo, {})).rejects.toBe(broken);
    expect(readFileSync(sessionPath(home, demo))).toEqual(bytes);
    await storeBy(form, { home, timeoutMs: 0 }).update(demo, { focus: 'wp:1' });
  });

  test('runs again on what a writer without a lock wrote in between', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    const check = ({ driveIntent }: { readonly driveIntent: string }): readonly Issue[] =>
      driveIntent === 'active' ? [bad] : [];
    const update = storeBy(form, { home, check }).update(demo, () => {
      plant(path, naiveFile.replace('"inactive"', '"active"'));
      return { focus: 'wp:1' };
    });
    await expect(update).rejects.toMatchObject({ code: 'ERR_SESSION_INVALID', issues: [bad] });
    expect(readFileSync(path, 'utf8')).toBe(naiveFile.replace('"inactive"', '"active"'));
  });

  test('does not run when there is no session to update', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home, check: () => [bad] });
    await expect(store.update(demo, {})).rejects.toMatchObject({ code: 'ERR_NOT_JOINED' });
    plant(sessionPath(home, demo), 'torn');
    await expect(store.update(demo, {})).rejects.toMatchObject({ code: 'ERR_SESSION_DAMAGED' });
  });

  test('does not run for reading, creating, saving and removing', async () => {
    const store = storeBy(form, { home: temporaryHome(), check: () => [bad] });
    expect(await store.create(demo, sampleSession())).toMatchObject({ status: 'created' });
    const { session, version } = await store.ensureJoined(demo);
    expect(await store.load(demo)).toMatchObject({ status: 'joined', warnings: [] });
    expect(await store.save(demo, session, { expecting: version })).toMatchObject({
      status: 'saved',
      warnings: [],
    });
    expect(await store.remove(demo)).toBe(true);
  });

  test('is optional: a store without one accepts every session document', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    await store.create(demo, sampleSession({ role: '' }));
    expect(await store.update(demo, {})).toMatchObject({ session: { role: '' }, warnings: [] });
  });

  test('that answers with a promise accepts nothing, whatever it would say', async () => {
    const home = temporaryHome();
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    onTestFinished(() => void process.off('unhandledRejection', listen));
    const check = (): never => Promise.reject(new Error('nobody handles this')) as never;
    const store = storeBy(form, { home, check });
    await store.create(demo, sampleSession());
    await expect(store.update(demo, { focus: 'wp:1' })).rejects.toThrow(TypeError);
    expect((await store.ensureJoined(demo)).session.focus).toBe(null);
    await setTimeout(10);
    expect(unhandled).toEqual([]);
  });
});
