import { readFileSync } from 'node:fs';
import type { Focus, SessionState } from '@missionctl/session-model';
import { sessionPath } from '@missionctl/session-model';
import { bothForms, type Form } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import type { SessionChange, SessionPatch } from '../src/index.ts';
import { type BoundStore, laterMs, storeBy } from './bound-store.ts';
import { joinedAt, naiveFile, sampleSession, timestamp } from './sample-session.ts';

const demo = { missionId: 'demo' };
const later = timestamp('2026-02-15T13:31:00Z');

interface Joined {
  readonly store: BoundStore;
  readonly path: string;
}

async function joinedBy(form: Form, session: Partial<SessionState> = {}): Promise<Joined> {
  const home = temporaryHome();
  const store = storeBy(form, { home });
  await store.create(demo, sampleSession(session));
  return { store, path: sessionPath(home, demo) };
}

describe.each(bothForms)('an update (%s)', (form) => {
  test.each<[string, SessionPatch, Partial<SessionState>]>([
    ['focus', { focus: 'wp:WP02' }, { focus: 'wp:WP02', lastActivityAt: later }],
    ['a step', { focus: 'step:plan' }, { focus: 'step:plan', lastActivityAt: later }],
    ['no focus', { focus: null }, { focus: null, lastActivityAt: later }],
    ['drive', { driveIntent: 'active' }, { driveIntent: 'active', lastActivityAt: later }],
    ['nothing but the time', {}, { lastActivityAt: later }],
    [
      'a given time',
      { lastActivityAt: timestamp('2026-02-15T13:20:00Z') },
      { lastActivityAt: timestamp('2026-02-15T13:20:00Z') },
    ],
    [
      'all of it',
      { focus: 'wp:1', driveIntent: 'active' },
      { focus: 'wp:1', driveIntent: 'active', lastActivityAt: later },
    ],
  ])('changes %s, and says what was before', async (_, patch, changed) => {
    const former = sampleSession({ focus: 'wp:WP01' });
    const { store } = await joinedBy(form, former);
    const session = { ...former, ...changed };
    const updated = await store.update(demo, patch);
    expect(updated).toMatchObject({ session, former, warnings: [] });
    expect(await store.load(demo)).toMatchObject({ session, version: updated.version });
  });

  test('computes its patch from the session that is read under the lock', async () => {
    const { store } = await joinedBy(form, { focus: 'wp:1' });
    const next = ({ focus }: SessionState): SessionPatch => ({
      focus: `wp:${Number(focus?.slice(3)) + 1}`,
    });
    await Promise.all([1, 2, 3, 4].map(() => store.update(demo, next)));
    expect(await store.load(demo)).toMatchObject({ session: { focus: 'wp:5' } });
  });

  test('refuses an asynchronous function', async () => {
    const { store, path } = await joinedBy(form);
    const bytes = readFileSync(path);
    const slow = (async () => ({ focus: 'wp:1' })) as unknown as SessionChange;
    await expect(store.update(demo, slow)).rejects.toThrow(TypeError);
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('throws what the function throws, changes nothing, and frees the lock', async () => {
    const { store, path } = await joinedBy(form);
    const bytes = readFileSync(path);
    const refusal = new Error('not now');
    const refusing = () => {
      throw refusal;
    };
    await expect(store.update(demo, refusing)).rejects.toBe(refusal);
    expect(readFileSync(path)).toEqual(bytes);
    await store.update(demo, { focus: 'wp:1' });
  });

  test.each([
    'missionId',
    'missionRunId',
    'participantId',
    'role',
    'joinedAt',
    'sessionToken',
    'saasApiUrl',
    'mission_id',
    'to_dict',
    'constructor',
    '',
  ])('refuses the field %j by name, and lists the fields that it may change', async (field) => {
    const { store, path } = await joinedBy(form);
    const bytes = readFileSync(path);
    const patch = { focus: 'wp:1', [field]: 'anything' } as unknown as SessionPatch;
    const allowed = ['focus', 'driveIntent', 'lastActivityAt'];
    await expect(store.update(demo, patch)).rejects.toMatchObject({
      name: 'InvalidFieldError',
      code: 'ERR_INVALID_FIELD',
      field,
      allowed,
      message: `field '${field}' cannot be changed by an update; allowed: ${allowed.join(', ')}`,
    });
    await expect(store.update(demo, () => patch)).rejects.toMatchObject({ field });
    expect(readFileSync(path)).toEqual(bytes);
  });

  test.each<[string, unknown, readonly string[]]>([
    ['focus', 'WP01', ['wp:<id>', 'step:<id>', 'null']],
    ['focus', 'wp:', ['wp:<id>', 'step:<id>', 'null']],
    ['focus', 'none', ['wp:<id>', 'step:<id>', 'null']],
    ['focus', '', ['wp:<id>', 'step:<id>', 'null']],
    ['focus', 5, ['wp:<id>', 'step:<id>', 'null']],
    ['driveIntent', 'turbo', ['active', 'inactive']],
    ['driveIntent', true, ['active', 'inactive']],
    ['driveIntent', null, ['active', 'inactive']],
    ['lastActivityAt', '2026-02-15T13:31:00Z', ['a UTC timestamp']],
    ['lastActivityAt', '2026-02-15 13:31', ['a UTC timestamp']],
    ['lastActivityAt', laterMs, ['a UTC timestamp']],
    ['lastActivityAt', new Date(laterMs), ['a UTC timestamp']],
  ])('refuses for %s the value %j', async (field, value, allowed) => {
    const { store, path } = await joinedBy(form);
    const bytes = readFileSync(path);
    const patch = { [field]: value } as unknown as SessionPatch;
    await expect(store.update(demo, patch)).rejects.toMatchObject({
      code: 'ERR_INVALID_FIELD',
      field,
      allowed,
    });
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('writes the patch as it was at the call, whatever becomes of it meanwhile', async () => {
    const { store } = await joinedBy(form);
    const patch: { focus: Focus } = { focus: 'wp:1' };
    const updating = store.update(demo, patch);
    patch.focus = 'wp:2';
    expect((await updating).session.focus).toBe('wp:1');
  });

  test('leaves a field that is undefined as it is', async () => {
    const { store } = await joinedBy(form);
    await store.update(demo, { focus: 'wp:1' });
    const { session } = await store.update(demo, { focus: undefined, driveIntent: 'active' });
    expect(session).toMatchObject({ focus: 'wp:1', driveIntent: 'active' });
  });

  test.each([null, undefined, 'focus', 5])('refuses %j as a change', async (change) => {
    const { store, path } = await joinedBy(form);
    const bytes = readFileSync(path);
    const wrong = change as unknown as SessionPatch;
    await expect(store.update(demo, wrong)).rejects.toThrow(TypeError);
    await expect(store.update(demo, () => wrong)).rejects.toThrow(TypeError);
    expect(readFileSync(path)).toEqual(bytes);
  });

  test.each<[string, number]>([
    ['an hour', 3_600_000],
    ['a microsecond', 0.001],
    ['half a century', 50 * 365 * 86_400_000],
  ])('never lets time go back, though the clock did by %s', async (_, backMs) => {
    const home = temporaryHome();
    const { store: early } = { store: storeBy(form, { home }) };
    await early.create(demo, sampleSession());
    await early.update(demo, { focus: 'wp:1' });
    const back = storeBy(form, { home, clock: () => laterMs - backMs });
    const updated = await back.update(demo, { focus: 'wp:2' });
    expect(updated.session).toMatchObject({ focus: 'wp:2', lastActivityAt: later, joinedAt });
    expect(updated.warnings).toMatchObject([
      { code: 'CLOCK_WENT_BACK', severity: 'warning', field: 'last_activity_at' },
    ]);
    expect((await back.update(demo, { lastActivityAt: joinedAt })).session.lastActivityAt).toBe(
      later,
    );
  });

  test('repairs a last activity before joining that another program wrote', async () => {
    const home = temporaryHome();
    const reversed = naiveFile.replace(
      /"last_activity_at": "[^"]*"/,
      '"last_activity_at": "2020-01-01T00:00:00"',
    );
    plant(sessionPath(home, demo), reversed);
    const store = storeBy(form, { home, clock: () => Date.UTC(2021, 0, 1) });
    const { session, warnings } = await store.update(demo, {});
    expect(session.lastActivityAt).toBe(session.joinedAt);
    expect(warnings).toMatchObject([{ code: 'CLOCK_WENT_BACK' }]);
  });

  test('keeps unknown keys, in their order, after the ten', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    const extra = ',\n  "zebra": {\n    "b": 1,\n    "a": []\n  },\n  "ant": "\\u00e9"\n}';
    plant(path, naiveFile.replace(/\n}$/, extra));
    await storeBy(form, { home }).update(demo, { focus: 'wp:1' });
    expect(readFileSync(path, 'utf8').endsWith(`"saas_api_url": ""${extra}`)).toBe(true);
  });

  test('makes both times of a mixed file UTC', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile.replace('"2026-02-15T14:16:02"', '"2026-02-15T13:16:02+00:00"'));
    const store = storeBy(form, { home });
    expect(await store.load(demo)).toMatchObject({ dialect: 'mixed' });
    await store.update(demo, { focus: 'wp:1' });
    expect(await store.load(demo)).toMatchObject({ dialect: 'utc' });
    expect(readFileSync(path, 'utf8')).toContain('"joined_at": "2026-02-15T13:16:02+00:00"');
  });

  test('never writes a file that it could not read again', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    const note = 'x'.repeat(1024 * 1024 - naiveFile.length - 20);
    const wide = naiveFile.replace(/\n}$/, `,\n  "note": "${note}"\n}`);
    plant(path, wide);
    const store = storeBy(form, { home });
    expect(await store.load(demo)).toMatchObject({ status: 'joined' });
    await expect(store.update(demo, { focus: 'step:one-too-many' })).rejects.toMatchObject({
      code: 'ERR_FILE_TOO_LARGE',
      path,
    });
    expect(readFileSync(path, 'utf8')).toBe(wide);
  });
});

describe.each(bothForms)('lowering times (%s)', (form) => {
  const far = timestamp('9999-12-31T23:59:59.999999Z');
  // The time in the participant id of the sample.
  const minted = timestamp('2024-05-12T02:02:30.921Z');
  const mintedLater = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ';

  test.each<[string, Partial<SessionState>, Partial<SessionState>]>([
    ['only the last activity', { lastActivityAt: far }, { joinedAt, lastActivityAt: later }],
    ['both', { joinedAt: far, lastActivityAt: far }, { joinedAt: minted, lastActivityAt: later }],
    ['only joining', { joinedAt: far }, { joinedAt: minted, lastActivityAt: later }],
    [
      'both, and the time in the participant id',
      { joinedAt: far, lastActivityAt: far, participantId: mintedLater },
      { joinedAt: later, lastActivityAt: later },
    ],
  ])('lowers what lies far ahead and changes nothing else: %s', async (_, ahead, lowered) => {
    const { store, path } = await joinedBy(form, { focus: 'wp:1', ...ahead });
    const before = await store.ensureJoined(demo);
    // A file where only joining lies ahead is another program's.
    if (ahead.lastActivityAt === undefined) {
      const text = readFileSync(path, 'utf8');
      plant(path, text.replace(/("last_activity_at": )"[^"]*"/, `$1"${joinedAt}"`));
    }
    const written = await store.lowerTimes(demo);
    expect(written?.session).toEqual({ ...before.session, ...lowered });
    expect(written?.warnings).toEqual([]);
    // From here on time goes on.
    expect((await store.update(demo, {})).warnings).toEqual([]);
  });

  test.each<[string, Partial<SessionState>]>([
    ['now', { lastActivityAt: later }],
    ['a day ahead', { lastActivityAt: timestamp('2026-02-16T13:31:00Z') }],
  ])('writes nothing when the last activity is %s', async (_, session) => {
    const { store, path } = await joinedBy(form, session);
    const bytes = readFileSync(path);
    expect(await store.lowerTimes(demo)).toBeUndefined();
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('keeps the dialect, and the text of the time that stays', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    const ahead = '"last_activity_at": "9999-06-01T00:00:00"';
    plant(path, naiveFile.replace(/"last_activity_at": "[^"]*"/, ahead));
    const store = storeBy(form, { home });
    await store.lowerTimes(demo);
    expect(await store.load(demo)).toMatchObject({ dialect: 'naive-local' });
    expect(readFileSync(path, 'utf8')).toContain('"joined_at": "2026-02-15T14:16:02"');
  });

  test('fails where nobody is joined', async () => {
    const store = storeBy(form, { home: temporaryHome() });
    await expect(store.lowerTimes(demo)).rejects.toMatchObject({ code: 'ERR_NOT_JOINED' });
  });
});
