import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pointerLockPath } from '@missionctl/session-model';
import { holdingProcess, startChild } from '@missionctl/test-support/child';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  activePointer,
  clearPointer,
  forgetMission,
  quarantinePointer,
  readPointerSync,
  setPointer,
} from '../src/index.ts';
import { nowMs, pointerBy } from './bound-pointer.ts';

interface Forgotten {
  readonly active: string | undefined;
  readonly previous: string | undefined;
}

const nothing = { active: undefined, previous: undefined, switchedAt: undefined };
/** What the clock of these tests says. */
const switchedAt = '2026-02-15T13:16:02.154627Z';

/** As the Python CLI writes it. */
const pythonPointer = `{
  "active_mission_id": "mission-abc-123",
  "last_switched_at": "2026-02-15T15:03:27.158950"
}`;

describe.each(bothForms)('a pointer (%s)', (form) => {
  test('names no mission in a missing home, and creates nothing when it is read', async () => {
    const home = temporaryHome();
    const pointer = pointerBy(form, { home });
    expect(await pointer.read()).toStrictEqual(nothing);
    expect(await pointer.previous()).toBeUndefined();
    expect(await pointer.clear()).toEqual({ status: 'unchanged', former: undefined });
    expect(await pointer.clear({ expecting: null })).toMatchObject({ status: 'unchanged' });
    expect(await pointer.clear({ expecting: 'demo' })).toEqual({
      status: 'conflict',
      active: undefined,
    });
    expect(await pointer.forget('demo')).toEqual({
      status: 'unchanged',
      wasActive: false,
      previous: undefined,
    });
    expect(await pointer.quarantine()).toBeUndefined();
    expect(existsSync(home)).toBe(false);
  });

  test('names the mission that was set, for the next reader', async () => {
    const home = temporaryHome();
    expect(await pointerBy(form, { home }).set('demo')).toEqual({
      status: 'changed',
      former: undefined,
    });
    expect(await pointerBy(form, { home }).read()).toEqual({
      active: 'demo',
      previous: undefined,
      switchedAt,
    });
    expect(readFileSync(join(home, 'session.json'), 'utf8')).toBe(`{
  "active_mission_id": "demo",
  "last_switched_at": "2026-02-15T13:16:02.154627Z",
  "previous_mission_id": null
}`);
    expect(readdirSync(home).toSorted()).toEqual(['session.json', 'session.lock']);
    expect(lstatSync(join(home, 'session.json')).mode & 0o777).toBe(0o600);
    expect(lstatSync(home).mode & 0o777).toBe(0o700);
  });

  test('remembers the previous mission', async () => {
    const pointer = pointerBy(form, { home: temporaryHome() });
    await pointer.set('a');
    expect(await pointer.set('b')).toEqual({ status: 'changed', former: 'a' });
    expect(await pointer.read()).toEqual({ active: 'b', previous: 'a', switchedAt });
    expect(await pointer.set('b')).toEqual({ status: 'unchanged', former: 'b' });
    expect(await pointer.previous()).toBe('a');
    expect(await pointer.clear()).toEqual({ status: 'changed', former: 'b' });
    expect(await pointer.read()).toEqual({ active: undefined, previous: 'b', switchedAt });
    expect(await pointer.clear()).toEqual({ status: 'unchanged', former: undefined });
    expect(await pointer.previous()).toBe('b');
  });

  test('never names one mission as both the active and the previous one', async () => {
    const pointer = pointerBy(form, { home: temporaryHome() });
    await pointer.set('a');
    await pointer.clear();
    await pointer.set('a');
    expect(await pointer.read()).toEqual({ active: 'a', previous: undefined, switchedAt });
    await pointer.clear();
    await pointer.set('b');
    expect(await pointer.read()).toEqual({ active: 'b', previous: 'a', switchedAt });
  });

  test('writes nothing when nothing changes', async () => {
    const home = temporaryHome();
    const pointer = pointerBy(form, { home });
    await pointer.set('demo');
    const before = lstatSync(join(home, 'session.json'), { bigint: true });
    await pointer.set('demo');
    await pointer.forget('other');
    const after = lstatSync(join(home, 'session.json'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test.each<[string, string | undefined, string | null, boolean]>([
    ['none, and there is none', undefined, null, true],
    ['none, and there is one', 'a', null, false],
    ['one, and there is none', undefined, 'a', false],
    ['the one that there is', 'a', 'a', true],
    ['another one', 'a', 'b', false],
    ['one in another case', 'a', 'A', false],
    ['what cannot be an id', 'a', '', false],
  ])(
    'expecting %s, compares before it sets or clears',
    async (_, active, expecting, asExpected) => {
      const pointer = pointerBy(form, { home: temporaryHome() });
      if (active !== undefined) await pointer.set(active);
      const conflict = { status: 'conflict', active };
      const set = await pointer.set('new', { expecting });
      expect(set).toEqual(asExpected ? { status: 'changed', former: active } : conflict);
      expect((await pointer.read()).active).toBe(asExpected ? 'new' : active);
      if (active === undefined) await pointer.clear();
      else await pointer.set(active);
      const cleared = await pointer.clear({ expecting });
      const status = active === undefined ? 'unchanged' : 'changed';
      expect(cleared).toEqual(asExpected ? { status, former: active } : conflict);
      expect((await pointer.read()).active).toBe(asExpected ? undefined : active);
    },
  );

  test('lets exactly one of many changes with the same expectation win', async () => {
    const pointer = pointerBy(form, { home: temporaryHome() });
    await pointer.set('start');
    const ids = ['a', 'b', 'c', 'd'];
    const set = await Promise.all(ids.map((id) => pointer.set(id, { expecting: 'start' })));
    expect(set.filter(({ status }) => status === 'changed')).toHaveLength(1);
    const { active } = await pointer.read();
    expect(set[ids.indexOf(active ?? '')]).toEqual({ status: 'changed', former: 'start' });
  });

  test.each<[string, readonly string[], string, 'changed' | 'unchanged', Forgotten]>([
    ['the active one', ['a', 'b'], 'b', 'changed', { active: undefined, previous: 'a' }],
    ['the previous one', ['a', 'b'], 'a', 'changed', { active: 'b', previous: undefined }],
    ['another one', ['a', 'b'], 'c', 'unchanged', { active: 'b', previous: 'a' }],
    ['the only one', ['a'], 'a', 'changed', { active: undefined, previous: undefined }],
    ['one in another case', ['a'], 'A', 'unchanged', { active: 'a', previous: undefined }],
  ])('forgets %s wherever it stands', async (_, ids, forgotten, status, left) => {
    const pointer = pointerBy(form, { home: temporaryHome() });
    for (const id of ids) await pointer.set(id);
    const wasActive = forgotten === ids.at(-1);
    const { previous } = left;
    expect(await pointer.forget(forgotten)).toEqual({ status, wasActive, previous });
    expect(await pointer.read()).toEqual({ ...left, switchedAt });
  });

  test.each<[string, string]>([
    ['active', '2026-02-15T13:16:12.154627Z'],
    ['previous', switchedAt],
  ])(
    'is stamped anew only when the active mission goes, not the previous one: %s',
    async (which, stamped) => {
      const home = temporaryHome();
      const pointer = pointerBy(form, { home });
      await pointer.set('previous');
      await pointer.set('active');
      await pointerBy(form, { home, clock: () => nowMs + 10_000 }).forget(which);
      expect((await pointer.read()).switchedAt).toBe(stamped);
    },
  );

  test.each(['..', '../x', '/abs', 'a/b', 'con', '', 'a\0b', 'x'.repeat(129)])(
    'never names %j',
    async (id) => {
      const home = temporaryHome();
      const pointer = pointerBy(form, { home });
      const refused = { code: 'ERR_INVALID_ID', kind: 'mission-id' };
      await expect(pointer.set(id)).rejects.toMatchObject(refused);
      await expect(pointer.forget(id)).rejects.toMatchObject(refused);
      expect(existsSync(home)).toBe(false);
    },
  );

  test('of the Python CLI is read, made private without a warning, and keeps its dialect and its keys', async () => {
    const home = temporaryHome();
    const path = join(home, 'session.json');
    plant(path, pythonPointer.replace(/\n}$/, ',\n  "note": "kept"\n}'), 0o644);
    const pointer = pointerBy(form, { home });
    expect(await pointer.read()).toEqual({
      active: 'mission-abc-123',
      previous: undefined,
      switchedAt: new Date('2026-02-15T15:03:27.158').toISOString().replace('Z', '950Z'),
    });
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    await pointer.set('other');
    const file: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
    expect(Object.keys(file)).toEqual([
      'active_mission_id',
      'last_switched_at',
      'previous_mission_id',
      'note',
    ]);
    const written = String(file['last_switched_at']);
    expect(written).toMatch(/^2026-02-1\dT\d\d:\d\d:02\.154627$/);
    expect(new Date(written.slice(0, 23)).getTime()).toBe(Math.floor(nowMs));
    expect(file['previous_mission_id']).toBe('mission-abc-123');
  });

  test('is only checked when the pointer repairs nothing', async () => {
    const home = temporaryHome();
    const path = join(home, 'session.json');
    plant(path, pythonPointer, 0o644);
    await pointerBy(form, { home, private: 'check' }).read();
    expect(lstatSync(path).mode & 0o777).toBe(0o644);
  });

  test('leaves the other files of the home alone', async () => {
    const home = temporaryHome();
    plant(join(home, 'config.toml'), 'theirs', 0o644);
    plant(join(home, 'session.tmp'), 'theirs', 0o644);
    plant(join(home, '.session.json.0123456789ab.tmp'), 'an orphan of ours');
    const pointer = pointerBy(form, { home });
    await pointer.set('demo');
    expect(readdirSync(home).toSorted()).toEqual([
      'config.toml',
      'session.json',
      'session.lock',
      'session.tmp',
    ]);
    expect(lstatSync(join(home, 'config.toml')).mode & 0o777).toBe(0o644);
  });
});

test.each(['.', 'here', ''])('a home must be an absolute path: %j is refused', (home) => {
  const code = 'ERR_INVALID_ARG_VALUE';
  expect(() => activePointer({ home })).toThrow(expect.objectContaining({ code }));
});

test('a pointer without a clock is stamped with the time of this machine', async () => {
  const pointer = activePointer({ home: temporaryHome() });
  const beforeMs = Date.now();
  await setPointer(pointer, 'demo');
  const { switchedAt: stamped = '' } = readPointerSync(pointer);
  expect(Date.parse(stamped)).toBeGreaterThanOrEqual(beforeMs);
  expect(Date.parse(stamped)).toBeLessThanOrEqual(Date.now());
});

describe('taking a lock', () => {
  const holding = async (home: string): Promise<void> => {
    const script = holdingProcess;
    const holder = await startChild(script, [pointerLockPath(home)]);
    onTestFinished(() => void holder.kill('SIGKILL'));
  };

  test.each(bothForms)('fails after the time limit of the call (%s)', async (form) => {
    const home = temporaryHome();
    const pointer = pointerBy(form, { home, timeoutMs: 30 });
    await pointer.set('demo');
    await holding(home);
    // Not the five seconds that it waits by default.
    const waitedMs = expect.toSatisfy((ms: number) => ms >= 30 && ms < 5000);
    const timedOut = { code: 'ERR_LOCK_TIMEOUT', waitedMs };
    await expect(pointer.set('other')).rejects.toMatchObject(timedOut);
    await expect(pointer.clear()).rejects.toMatchObject(timedOut);
    await expect(pointer.forget('demo')).rejects.toMatchObject(timedOut);
    await expect(pointer.quarantine()).rejects.toMatchObject(timedOut);
    expect(await pointer.read()).toMatchObject({ active: 'demo' });
  });

  test('ends with the reason of the signal, and changes nothing', async () => {
    const home = temporaryHome();
    const pointer = activePointer({ home });
    await setPointer(pointer, 'demo');
    await holding(home);
    const abort = new AbortController();
    const { signal } = abort;
    const waiting = [
      setPointer(pointer, 'other', { signal }),
      clearPointer(pointer, { signal }),
      forgetMission(pointer, 'demo', { signal }),
      quarantinePointer(pointer, { signal }),
    ];
    const reason = new Error('enough');
    abort.abort(reason);
    expect(await Promise.allSettled(waiting)).toEqual(
      waiting.map(() => ({ status: 'rejected', reason })),
    );
    expect(readPointerSync(pointer)).toMatchObject({ active: 'demo' });
  });
});
