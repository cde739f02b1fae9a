import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { participantDirectory, sessionLockPath, sessionPath } from '@missionctl/session-model';
import { holdingProcess, startChild } from '@missionctl/test-support/child';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createSession,
  createSessionSync,
  ensureJoinedSync,
  isJoinedSync,
  loadSessionSync,
  quarantineSession,
  removeSession,
  removeSessionSync,
  saveSession,
  sessionStore,
  updateSession,
} from '../src/index.ts';
import { storeBy } from './bound-store.ts';
import { joinedAt, sampleSession, timestamp } from './sample-session.ts';

const demo = { missionId: 'demo' };
const bot = { missionId: 'demo', alias: 'bot' };

describe.each(bothForms)('a store (%s)', (form) => {
  test('finds nothing in a missing home, and creates nothing when it reads', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    expect(await store.load(demo)).toEqual({ status: 'absent' });
    expect(await store.isJoined(demo)).toBe(false);
    expect(await store.list()).toEqual([]);
    expect(await store.list('demo')).toEqual([]);
    expect(await store.caseVariantOf('demo')).toBeUndefined();
    expect(await store.remove(demo)).toBe(false);
    expect(await store.quarantine(demo)).toBeUndefined();
    expect(await store.save(demo, sampleSession(), { expecting: 'any' })).toEqual({
      status: 'conflict',
      version: undefined,
    });
    await expect(store.update(demo, {})).rejects.toMatchObject({ code: 'ERR_NOT_JOINED' });
    expect(existsSync(home)).toBe(false);
  });

  test('creates, reads, changes and removes a session', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const session = sampleSession({ sessionToken: 'sess_1', saasApiUrl: 'https://api.example' });
    const created = await store.create(demo, session);
    expect(created).toMatchObject({ status: 'created', session, warnings: [] });
    expect(await store.isJoined(demo)).toBe(true);
    expect(await store.load(demo)).toEqual({
      status: 'joined',
      session,
      version: created.status === 'created' ? created.version : '',
      dialect: 'utc',
      warnings: [],
    });
    expect(await store.ensureJoined(demo)).toMatchObject({ status: 'joined', session });
    expect(await store.remove(demo)).toBe(true);
    expect(await store.load(demo)).toEqual({ status: 'absent' });
    expect(await store.remove(demo)).toBe(false);
  });

  test('writes the file of on-disk-format.md: ten keys in order, ASCII, no newline at the end', async () => {
    const home = temporaryHome();
    await storeBy(form, { home }).create(demo, sampleSession({ role: 'd\u00e9v' }));
    expect(readFileSync(sessionPath(home, demo), 'utf8')).toBe(`{
  "mission_id": "demo",
  "mission_run_id": "01HXN8K3M9PQRSTVWXYZ123456",
  "participant_id": "01HXN8K3M9PQRSTVWXYZ654321",
  "role": "d\\u00e9v",
  "joined_at": "2026-02-15T13:16:02.154627Z",
  "last_activity_at": "2026-02-15T13:16:02.154627Z",
  "drive_intent": "inactive",
  "focus": null,
  "session_token": "",
  "saas_api_url": ""
}`);
    expect(readdirSync(participantDirectory(home, demo)).toSorted()).toEqual([
      'session.json',
      'session.lock',
    ]);
  });

  test('creates once: an existing session stays as it is', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    const bytes = readFileSync(sessionPath(home, demo));
    expect(await store.create(demo, sampleSession({ role: 'observer' }))).toEqual({
      status: 'exists',
    });
    expect(readFileSync(sessionPath(home, demo))).toEqual(bytes);
    plant(sessionPath(home, bot), 'no session at all');
    expect(await store.create(bot, sampleSession())).toEqual({ status: 'exists' });
    expect(readFileSync(sessionPath(home, bot), 'utf8')).toBe('no session at all');
  });

  test('lets exactly one of many creators create', async () => {
    const home = temporaryHome();
    const stores = Array.from({ length: 8 }, () => storeBy(form, { home }));
    const created = await Promise.all(stores.map((store) => store.create(demo, sampleSession())));
    expect(created.map(({ status }) => status).toSorted()).toEqual([
      'created',
      ...Array.from({ length: 7 }, () => 'exists'),
    ]);
  });

  test('refuses to create a session of another mission than the address', async () => {
    const home = temporaryHome();
    const wrong = storeBy(form, { home }).create(demo, sampleSession({ missionId: 'other' }));
    await expect(wrong).rejects.toMatchObject({
      code: 'ERR_INVALID_FIELD',
      field: 'missionId',
      allowed: ['demo'],
    });
    expect(existsSync(home)).toBe(false);
  });

  test('stores ULIDs in upper case, and returns what it stored', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const lower = sampleSession({ participantId: '01hxn8k3m9pqrstvwxyz654321' });
    expect(await store.create(demo, lower)).toMatchObject({ session: sampleSession() });
    expect(await store.load(demo)).toMatchObject({ session: sampleSession() });
  });

  test('refuses an invalid participant id before it creates anything', async () => {
    const home = temporaryHome();
    const wrong = storeBy(form, { home }).create(demo, sampleSession({ participantId: 'me' }));
    await expect(wrong).rejects.toMatchObject({ code: 'ERR_INVALID_ID', kind: 'participant-id' });
    expect(existsSync(home)).toBe(false);
  });

  test('writes no session that it could not read back', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const roleless = { ...sampleSession(), role: undefined } as unknown as typeof session;
    const session = sampleSession();
    await expect(store.create(demo, roleless)).rejects.toMatchObject({
      code: 'ERR_INVALID_FIELD',
      field: 'role',
    });
    const tokenless = sampleSession({ sessionToken: 'x'.repeat(1024 * 1024) });
    await expect(store.create(demo, tokenless)).rejects.toMatchObject({
      code: 'ERR_FILE_TOO_LARGE',
    });
    const timeless = { ...session, joinedAt: 'yesterday' } as unknown as typeof session;
    await expect(store.create(demo, timeless)).rejects.toMatchObject({
      code: 'ERR_INVALID_FIELD',
      field: 'joinedAt',
    });
    expect(await store.isJoined(demo)).toBe(false);
  });

  test('never writes a last activity before joining', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    const early = sampleSession({ lastActivityAt: timestamp('2026-02-15T13:00:00Z') });
    expect(await store.create(demo, early)).toMatchObject({
      session: { joinedAt, lastActivityAt: joinedAt },
      warnings: [{ code: 'CLOCK_WENT_BACK', severity: 'warning' }],
    });
  });

  test('refuses a mission that exists in another case, joined or not', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    plant(join(home, 'missions', 'Demo', 'notes.txt'), '');
    expect(await store.caseVariantOf('demo')).toBe('Demo');
    expect(await store.caseVariantOf('Demo')).toBeUndefined();
    await expect(store.create(demo, sampleSession())).rejects.toMatchObject({
      code: 'ERR_INVALID_ID',
      kind: 'mission-id',
      issues: [{ code: 'CASE_COLLISION', field: 'mission_id' }],
    });
    await expect(store.create(demo, sampleSession())).rejects.toThrow("'Demo', which exists");
    expect(readdirSync(join(home, 'missions'))).toEqual(['Demo']);
  });

  test('keeps the sessions of two participants apart', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const other = sampleSession({ participantId: '01HXN8K3M9PQRSTVWXYZ000000', role: 'observer' });
    await store.create(demo, sampleSession());
    await store.create(bot, other);
    const mine = readFileSync(sessionPath(home, demo));
    await store.update(bot, { focus: 'wp:WP07' });
    expect(readFileSync(sessionPath(home, demo))).toEqual(mine);
    expect(await store.load(bot)).toMatchObject({
      session: { role: 'observer', focus: 'wp:WP07' },
    });
    expect(await store.remove(demo)).toBe(true);
    expect(await store.isJoined(bot)).toBe(true);
    expect(sessionPath(home, bot)).toBe(
      join(home, 'missions', 'demo', 'as', 'bot', 'session.json'),
    );
  });

  test('removes the pending files of dead writers, and nothing else', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    await store.create(demo, sampleSession());
    const directory = participantDirectory(home, demo);
    plant(join(directory, '.session.json.0123456789ab.tmp'), 'torn');
    plant(join(directory, '.session.lock.0123456789ab.tmp'), '');
    plant(join(directory, 'session.tmp'), 'of the Python CLI');
    plant(join(directory, '.session.json.json.0123456789ab.tmp'), 'another target');
    await store.update(demo, { driveIntent: 'active' });
    expect(readdirSync(directory).toSorted()).toEqual([
      '.session.json.json.0123456789ab.tmp',
      'session.json',
      'session.lock',
      'session.tmp',
    ]);
  });

  test('ensureJoined distinguishes a missing session from a damaged one', async () => {
    const home = temporaryHome();
    const store = storeBy(form, { home });
    const path = sessionPath(home, bot);
    await expect(store.ensureJoined(bot)).rejects.toMatchObject({
      name: 'NotJoinedError',
      code: 'ERR_NOT_JOINED',
      missionId: 'demo',
      alias: 'bot',
      path,
      message: `not joined to mission 'demo' as 'bot': nothing is at '${path}'`,
    });
    plant(path, '{}');
    await expect(store.ensureJoined(bot)).rejects.toMatchObject({
      name: 'SessionDamagedError',
      code: 'ERR_SESSION_DAMAGED',
      fault: 'wrong-shape',
      path,
    });
  });
});

test.each(['here', './here', ''])('a home must be an absolute path: %j is refused', (home) => {
  expect(() => sessionStore({ home })).toThrow(TypeError);
});

test("an address without an alias is the session of the home's owner", async () => {
  const store = sessionStore({ home: temporaryHome() });
  await createSession(store, 'demo', sampleSession());
  expect(loadSessionSync(store, 'demo')).toEqual(loadSessionSync(store, demo));
  expect(isJoinedSync(store, 'demo')).toBe(true);
  expect(await updateSession(store, 'demo', { focus: 'wp:1' })).toMatchObject({
    session: { focus: 'wp:1' },
  });
  expect(ensureJoinedSync(store, demo).session.focus).toBe('wp:1');
});

describe('taking a lock', () => {
  test('fails at once when this thread holds the lock', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home });
    await createSession(store, demo, sampleSession());
    const selfish = updateSession(store, demo, () => {
      removeSessionSync(store, demo, { timeoutMs: 30 });
      return {};
    });
    await expect(selfish).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT', holder: 'self' });
    expect(lstatSync(sessionPath(home, demo)).isFile()).toBe(true);
  });

  test.each(bothForms)('fails after the time limit of the call (%s)', async (form) => {
    const home = temporaryHome();
    const store = storeBy(form, { home, timeoutMs: 30 });
    await store.create(demo, sampleSession());
    const { version } = await store.ensureJoined(demo);
    const holder = await startChild(holdingProcess, [sessionLockPath(home, demo)]);
    onTestFinished(() => void holder.kill('SIGKILL'));
    const timedOut = { code: 'ERR_LOCK_TIMEOUT' };
    await expect(store.update(demo, {})).rejects.toMatchObject(timedOut);
    await expect(store.create(demo, sampleSession())).rejects.toMatchObject(timedOut);
    const saving = store.save(demo, sampleSession(), { expecting: version });
    await expect(saving).rejects.toMatchObject(timedOut);
    await expect(store.remove(demo)).rejects.toMatchObject(timedOut);
    await expect(store.quarantine(demo)).rejects.toMatchObject(timedOut);
    expect(await store.load(demo)).toMatchObject({ session: sampleSession(), version });
  });

  test('ends with the reason of the signal, and changes nothing', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home });
    createSessionSync(store, demo, sampleSession());
    const holder = await startChild(holdingProcess, [sessionLockPath(home, demo)]);
    onTestFinished(() => void holder.kill('SIGKILL'));
    const abort = new AbortController();
    const { signal } = abort;
    const waiting = [
      updateSession(store, demo, { focus: 'wp:1' }, { signal }),
      createSession(store, demo, sampleSession(), { signal }),
      removeSession(store, demo, { signal }),
      quarantineSession(store, demo, { signal }),
      saveSession(store, demo, sampleSession(), { expecting: 'any', signal }),
    ];
    const reason = new Error('enough');
    abort.abort(reason);
    expect(await Promise.allSettled(waiting)).toEqual(
      waiting.map(() => ({ status: 'rejected', reason })),
    );
    expect(loadSessionSync(store, demo)).toMatchObject({ session: sampleSession() });
  });
});
