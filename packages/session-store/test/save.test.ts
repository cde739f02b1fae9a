import { readFileSync } from 'node:fs';
import { sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { storeBy } from './bound-store.ts';
import { naiveFile, sampleSession, timestamp } from './sample-session.ts';

const demo = { missionId: 'demo' };

describe.each(bothForms)('a save (%s)', (form) => {
  test('writes the whole session, with its role, when nobody wrote in between', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    const { version } = await store.ensureJoined(demo);
    const session = sampleSession({ role: 'reviewer', focus: 'step:review', sessionToken: 't' });
    const saved = await store.save(demo, session, { expecting: version });
    expect(saved).toMatchObject({ status: 'saved', session });
    expect(await store.load(demo)).toMatchObject({ session, version: saved.version });
  });

  test('is a conflict when somebody wrote in between, and changes nothing', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    const { version } = await store.ensureJoined(demo);
    const updated = await store.update(demo, { focus: 'wp:WP01' });
    const bytes = readFileSync(sessionPath(home, demo));
    const saving = store.save(demo, sampleSession({ role: 'observer' }), { expecting: version });
    expect(await saving).toEqual({ status: 'conflict', version: updated.version });
    expect(readFileSync(sessionPath(home, demo))).toEqual(bytes);
  });

  test('lets exactly one of two savers of the same version win', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    await store.create(demo, sampleSession());
    const { version: expecting } = await store.ensureJoined(demo);
    const roles = ['reviewer', 'observer', 'stakeholder'];
    const saving = roles.map((role) => store.save(demo, sampleSession({ role }), { expecting }));
    const statuses = (await Promise.all(saving)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['conflict', 'conflict', 'saved']);
    const winner = roles[statuses.indexOf('saved')];
    expect(await store.load(demo)).toMatchObject({ session: { role: winner } });
  });

  test('has equal versions for equal content only', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    await store.create(demo, sampleSession());
    const first = await store.ensureJoined(demo);
    const away = await store.update(demo, {
      focus: 'wp:1',
      lastActivityAt: first.session.joinedAt,
    });
    const back = await store.update(demo, { focus: null, lastActivityAt: first.session.joinedAt });
    expect(away.version).not.toBe(first.version);
    expect(back.version).toBe(first.version);
  });

  test('keeps the dialect, the unknown keys, and the text of the joining time', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile.replace(/\n}$/, ',\n  "team": "blue"\n}'));
    const store = storeBy(form, { home });
    const { session, version } = await store.ensureJoined(demo);
    await store.save(demo, { ...session, role: 'observer' }, { expecting: version });
    const file = readFileSync(path, 'utf8');
    expect(file).toContain('"joined_at": "2026-02-15T14:16:02",\n');
    expect(file).toContain('"role": "observer"');
    expect(file).toContain('"team": "blue"');
  });

  test('never moves the last activity back, neither before joining nor before its old value', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    await store.create(demo, sampleSession());
    const { version: expecting, session } = await store.update(demo, {});
    const early = sampleSession({ lastActivityAt: timestamp('2026-02-15T13:20:00Z') });
    expect(await store.save(demo, early, { expecting })).toMatchObject({
      status: 'saved',
      session: { lastActivityAt: session.lastActivityAt },
      warnings: [{ code: 'CLOCK_WENT_BACK' }],
    });
  });

  test('refuses a session of another mission, and an invalid id', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    await store.create(demo, sampleSession());
    const { version: expecting } = await store.ensureJoined(demo);
    const saved = (changed: object) => store.save(demo, sampleSession(changed), { expecting });
    await expect(saved({ missionId: 'Demo' })).rejects.toMatchObject({ field: 'missionId' });
    await expect(saved({ participantId: 'x' })).rejects.toMatchObject({ code: 'ERR_INVALID_ID' });
    await expect(saved({ driveIntent: 7 })).rejects.toMatchObject({ field: 'driveIntent' });
  });

  test('never overwrites what is not a session', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, 'torn');
    const saving = storeBy(form, { home }).save(demo, sampleSession(), { expecting: 'any' });
    await expect(saving).rejects.toMatchObject({ code: 'ERR_SESSION_DAMAGED', path });
    expect(readFileSync(path, 'utf8')).toBe('torn');
  });
});
