import { readFileSync, rmSync } from 'node:fs';
import { engineStatePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  ask,
  completeLeave,
  end,
  enter,
  forgetEngine,
  give,
  join,
  leave,
  prepareLeave,
  setDrive,
  setDriveSync,
  setFocus,
  setWork,
  share,
  status,
  take,
} from '../src/index.ts';
import { away, elsewhere, focus, missionId, pair, type SharedHome } from './shared-homes.ts';
import { evidence } from './test-home.ts';

const notShared = expect.objectContaining({ code: 'NOT_SHARED', severity: 'warning' });
const pauseMs = 30_001;
const yearMs = 365 * 24 * 60 * 60_000;

/** What the home keeps of the engine. */
const stateOf = ({ path }: SharedHome) =>
  JSON.parse(readFileSync(engineStatePath(path, missionId), 'utf8'));

describe('the engine is asked', () => {
  const calls: readonly (readonly [string, (home: SharedHome) => Promise<unknown>])[] = [
    ['a focus', (home) => setFocus(home, home.me, elsewhere)],
    ['driving', (home) => setDrive(home, home.me, 'active')],
    ['stopping', (home) => setDrive(home, home.me, 'inactive')],
    ['taking', (home) => take(home, home.me, 'it fell asleep')],
    ['giving', (home) => give(home, home.me, home.id('bot'))],
    ['entering', (home) => enter(home, home.bot, { harness: 'claude' })],
    ['ending', (home) => end(home, home.bot)],
    ['leaving', (home) => leave(home, home.bot)],
    ['looking', (home) => status(home, home.me)],
    ['forgetting it', (home) => forgetEngine(home, missionId)],
  ];

  test.each(calls)('outside of every lock: by %s', async (_, call) => {
    const { one } = pair();
    await one.drives();
    await setFocus(one, one.bot, elsewhere);
    await status(one, one.me);
    let asked = 0;
    one.fails(async (__, ask) => {
      asked += 1;
      // Another process of the home needs the roster's lock, and does not wait for it.
      setDriveSync(one, one.me, 'active', { timeoutMs: 0, onCollision: 'continue' });
      return await ask();
    });
    await call(one);
    expect(asked).toBeGreaterThan(0);
  });

  test('for so long in all, whatever each answer takes', async () => {
    const { one, claim, pass } = pair();
    await one.drives();
    one.asked();
    const hasty = { ...one, engine: one.engine && { ...one.engine, withinMs: 100 } };
    one.fails(async (_, call) => {
      one.pass(60);
      return await call();
    });
    const moved = await setFocus(hasty, one.me, elsewhere);
    expect(moved).toMatchObject({ claim: { focus: elsewhere }, warnings: [notShared] });
    // What was driven before is not released there any more: that is owed.
    expect(one.asked()).toEqual(['publish', 'claim']);
    expect(claim()).toMatchObject({ holder: one.id() });
    one.fails(undefined);
    pass(pauseMs);
    await setFocus(one, one.me, elsewhere);
    expect(claim()?.holder).toBe(undefined);
  });
});

describe('whatever changes an entry or a claim', () => {
  const bob = evidence({ flag: missionId, alias: 'bob' });
  const role = 'developer';
  const calls: readonly (readonly [string, string, (home: SharedHome) => Promise<unknown>])[] = [
    ['join', 'publish', (home) => join(home, bob, { role })],
    ['leave', 'withdraw', (home) => leave(home, home.bot)],
    [
      'completeLeave',
      'withdraw',
      async (home) => await completeLeave(home, await prepareLeave(home, home.bot)),
    ],
    ['setFocus', 'claim', (home) => setFocus(home, home.me, elsewhere)],
    ['setDrive', 'release', (home) => setDrive(home, home.me, 'inactive')],
    ['setWork', 'claim', (home) => setWork(home, home.me, { focus: elsewhere, note: 'green' })],
    ['take', 'claim', (home) => take(home, home.me, 'it is mine', { focus: elsewhere })],
    ['give', 'claim', (home) => give(home, home.me, home.id('bot'))],
    ['ask', 'publish', (home) => ask(home, home.me)],
    ['enter', 'publish', (home) => enter(home, bob, { harness: 'claude' })],
    ['end', 'publish', (home) => end(home, home.bot)],
    ['share', 'publish', (home) => share(home, missionId, { participantId: home.id() })],
  ];

  test.each(calls)('is shared at once, by %s, which asks for %s', async (_, how, call) => {
    const { one } = pair();
    await one.drives();
    await setFocus(one, one.bot, 'wp:WP03');
    one.asked();
    await call(one);
    expect(one.asked()).toContain(how);
  });
});

test('what a home owes stands in its engine-state.json: who left, terms seen, and the pause', async () => {
  const { one, other, claim } = pair();
  await one.drives({ who: one.bot });
  await other.drives({ of: elsewhere });
  await status(one, one.me);
  one.fails(away);
  const left = one.id('bot');
  await setDrive(one, one.bot, 'inactive');
  await leave(one, one.bot);
  const state = stateOf(one);
  expect(state).toMatchObject({
    paused_until: '2026-03-01T12:00:30.000000Z',
    failure: expect.stringContaining('ECONNREFUSED'),
    own: [{ participant_id: left }],
  });
  const terms = state.claims.map(
    ({ claim: { focus: of, term } }: { claim: { focus: string; term: number } }) => [of, term],
  );
  expect(Object.fromEntries(terms)).toEqual({ [focus]: 1, [elsewhere]: 1 });
  one.fails(undefined);
  one.pass(pauseMs);
  await share(one, missionId);
  expect(stateOf(one)).toMatchObject({ own: [] });
  expect(stateOf(one).paused_until).toBe(undefined);
  expect(claim()?.holder).toBe(undefined);
});

test('a home that has lost what it had seen there is held back by the engine itself', async () => {
  const { one, other } = pair();
  await one.drives();
  await status(other, other.me);
  rmSync(engineStatePath(other.path, missionId));
  expect(await other.drives()).toMatchObject({
    status: 'held',
    holder: { participantId: one.id() },
  });
  // And of its own it knows whose they are.
  await setFocus(one, one.me, focus);
  rmSync(engineStatePath(one.path, missionId));
  expect((await status(one, one.me)).elsewhere).toMatchObject([
    { entry: { participantId: other.id() } },
  ]);
  expect(await setFocus(one, one.me, focus)).toMatchObject({ claim: { term: 1 }, rivals: [] });
});

test('a machine that is gone for good is unknown, holds back agents, and a person takes what it drove', async () => {
  const { one, other, claim, pass } = pair();
  await one.drives();
  // From here on the home of `one` does nothing any more.
  for (const ms of [0, pauseMs, yearMs]) {
    pass(ms);
    const held = { status: 'held', holder: { participantId: one.id(), verdict: 'unknown' } };
    expect(await other.drives({ who: other.bot })).toMatchObject(held);
    expect(await take(other, other.bot, 'nobody is there')).toMatchObject(held);
    expect((await status(other, other.me)).elsewhere).toMatchObject([{ verdict: 'unknown' }]);
  }
  await setFocus(other, other.me, focus);
  expect(await take(other, other.me, 'its machine is gone')).toMatchObject({
    status: 'updated',
    predecessor: { participantId: one.id(), verdict: 'unknown' },
  });
  expect(claim()).toMatchObject({ holder: other.id(), term: 2, former: { how: 'taken' } });
});

test('the home with the higher term of its own yields to who claimed at the engine, and goes on above both', async () => {
  const { one, other, claim, pass } = pair();
  one.fails(away);
  for (const reason of ['one', 'two', 'three']) {
    await one.drives({ who: one.bot, onCollision: 'continue' });
    await setFocus(one, one.me, focus);
    await take(one, one.me, reason);
    await setDrive(one, one.me, 'inactive');
    await setDrive(one, one.bot, 'active');
  }
  const { term = 0 } = one.claim() ?? {};
  expect(term).toBeGreaterThan(3);
  await other.drives();
  one.fails(undefined);
  pass(pauseMs);
  expect(await setFocus(one, one.bot, focus)).toMatchObject({
    claim: undefined,
    holder: { participantId: other.id() },
    rivals: [{ participantId: other.id() }],
  });
  await setDrive(other, other.me, 'inactive');
  const granted = await setFocus(one, one.bot, focus);
  expect(granted).toMatchObject({ holder: undefined, rivals: [], warnings: [] });
  expect(claim()).toMatchObject({ holder: one.id('bot') });
  expect(claim()?.term).toBeGreaterThan(term);
});

test('clocks of two homes are never compared: a year between them changes nothing', async () => {
  for (const ahead of ['one', 'other'] as const) {
    const both = pair();
    both[ahead].pass(yearMs);
    const { one, other, claim } = both;
    await one.drives();
    expect(await other.drives()).toMatchObject({ status: 'held', holder: { verdict: 'unknown' } });
    await setFocus(one, one.me, focus);
    const { elsewhere: seen } = await status(other, other.me);
    expect(seen).toMatchObject([{ entry: { participantId: one.id() } }]);
    expect(seen[0]?.verdict).not.toBe('gone');
    await setDrive(one, one.me, 'inactive');
    expect(await setDrive(other, other.me, 'active')).toMatchObject({ claim: { term: 2 } });
    expect(await setFocus(one, one.me, focus)).toMatchObject({
      session: { driveIntent: 'inactive' },
    });
    expect(claim()).toMatchObject({ holder: other.id(), term: 2 });
  }
});
