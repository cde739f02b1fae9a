import { chmodSync, writeFileSync } from 'node:fs';
import {
  RosterDeniedError,
  RosterIndeterminateError,
  RosterUnavailableError,
} from '@missionctl/roster';
import { memoryEngine } from '@missionctl/roster/testing';
import { engineChoicePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { leave, setDrive, setFocus, share, status, take } from '../src/index.ts';
import { away, elsewhere, type Fault, focus, pair, team, url } from './shared-homes.ts';

const notShared = expect.objectContaining({ code: 'NOT_SHARED', severity: 'warning' });
const pauseMs = 30_001;

const failures: readonly (readonly [string, Fault])[] = [
  ['that is away', away],
  [
    'that refuses the credentials',
    async () => {
      throw new RosterDeniedError(url, 'write');
    },
  ],
  [
    'that lets nobody write, and read',
    async (name, call) => {
      if (name === 'list') return await call();
      throw new RosterDeniedError(url, 'write');
    },
  ],
  [
    'that has no answer to a write',
    async (name, call) => {
      if (name === 'list') return await call();
      throw new RosterIndeterminateError(url, 'publish');
    },
  ],
  [
    'that answers with nonsense',
    async () => {
      throw new SyntaxError('unexpected token');
    },
  ],
];

describe.each(failures)('an engine %s', (_, fault) => {
  test('keeps nobody from driving: one warning, not tried for 30 s, and then it is made known', async () => {
    const { one, claim, pass } = pair();
    await setFocus(one, one.me, focus);
    one.fails(fault);
    const granted = await setDrive(one, one.me, 'active');
    expect(granted).toMatchObject({ status: 'updated', claim: { term: 1 }, warnings: [notShared] });
    one.asked();
    one.fails(undefined);
    const again = await setFocus(one, one.me, focus);
    expect(again).toMatchObject({ claim: { term: 1 }, warnings: [notShared] });
    expect(one.asked()).toEqual([]);
    pass(pauseMs);
    const back = await setFocus(one, one.me, focus);
    // Above both terms: somebody may have acted on the first one.
    expect(back).toMatchObject({ claim: { term: 2 }, warnings: [] });
    expect(claim()).toMatchObject({ holder: one.id(), term: 2 });
    expect(one.claim()).toMatchObject({ holder: one.id(), term: 2 });
  });
});

describe('while the engine is away', () => {
  test('one that never answers is left after the time that the home gives it', async () => {
    const { one } = pair();
    await setFocus(one, one.me, focus);
    one.fails(() => new Promise(() => {}));
    const hasty = { ...one, engine: one.engine && { ...one.engine, withinMs: 20 } };
    const before = performance.now();
    expect(await setDrive(hasty, one.me, 'active')).toMatchObject({ warnings: [notShared] });
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test('the last claim of another home that was seen still holds back', async () => {
    const { one, other, pass } = pair();
    await one.drives();
    await status(other, other.me);
    other.fails(away);
    const outcome = await other.drives();
    expect(outcome).toMatchObject({
      status: 'held',
      holder: { participantId: one.id(), verdict: 'unknown', term: 1 },
      warnings: [notShared],
    });
    pass(pauseMs);
    expect(await setDrive(other, other.me, 'active')).toMatchObject({ status: 'held' });
  });

  test('two homes both drive, each with the warning; back, the second learns it within one command', async () => {
    const { one, other, claim, pass } = pair();
    for (const home of [one, other]) home.fails(away);
    for (const home of [one, other]) {
      const outcome = await home.drives();
      expect(outcome).toMatchObject({ claim: { term: 1 }, warnings: [notShared] });
    }
    for (const home of [one, other]) home.fails(undefined);
    pass(pauseMs);
    expect(await setFocus(other, other.me, focus)).toMatchObject({
      claim: { term: 2 },
      rivals: [],
      warnings: [],
    });
    const lost = await setFocus(one, one.me, focus);
    expect(lost).toMatchObject({
      status: 'updated',
      session: { focus, driveIntent: 'active' },
      claim: undefined,
      holder: { participantId: other.id(), term: 2 },
      rivals: [{ participantId: other.id() }],
      warnings: [],
    });
    // It stays as one that continues, and its record at home is released.
    expect(one.presence()).toMatchObject({ continued: focus });
    expect(one.claim()?.holder).toBe(undefined);
    expect(claim()).toMatchObject({ holder: other.id(), term: 2 });
    expect(await setFocus(one, one.me, focus)).toMatchObject({ holder: { term: 2 } });
    const { collisions } = await status(other, other.me);
    expect(collisions).toMatchObject([{ kind: 'ConcurrentDriver', with: one.id(), about: focus }]);
  });

  test('who leaves and who stops is made known by the next command of anybody in the home', async () => {
    const { one, claim, there, pass } = pair();
    await one.drives();
    await one.drives({ who: one.bot, of: elsewhere });
    one.fails(away);
    await leave(one, one.bot);
    await setDrive(one, one.me, 'inactive');
    expect(claim(elsewhere)?.holder).toBeDefined();
    one.fails(undefined);
    pass(pauseMs);
    expect(await share(one, 'demo')).toEqual([]);
    expect(claim()?.holder).toBe(undefined);
    expect(claim(elsewhere)?.holder).toBe(undefined);
    expect(there().entries.map(({ entry }) => entry)).toMatchObject([
      { participantId: one.id(), driveIntent: 'inactive' },
    ]);
  });

  test('what a process that died had sent is found by the next command of anybody in the home', async () => {
    const { one, claim, pass } = pair();
    await setFocus(one, one.bot, focus);
    // The claim arrives, and its process hears of nothing any more.
    one.fails(async (name, call) => {
      const answer = await call();
      if (name === 'claim') throw new RosterUnavailableError(url, 'killed');
      return answer;
    });
    await setDrive(one, one.bot, 'active');
    expect(claim()).toMatchObject({ holder: one.id('bot') });
    one.fails(away);
    await setDrive(one, one.bot, 'inactive');
    one.fails(undefined);
    pass(pauseMs);
    await share(one, 'demo');
    expect(claim()?.holder).toBe(undefined);
  });
});

describe('what the engine has answered', () => {
  test('counts, whatever else of the same call has failed', async () => {
    const { one, other } = pair();
    await one.drives();
    await setFocus(other, other.me, focus);
    other.fails(async (name, call) => {
      if (name === 'publish') throw new RosterUnavailableError(url, 'ECONNRESET');
      return await call();
    });
    const outcome = await setDrive(other, other.me, 'active');
    expect(outcome).toMatchObject({
      status: 'held',
      session: { driveIntent: 'inactive' },
      holder: { participantId: one.id() },
      warnings: [notShared],
    });
    expect(other.claim()?.holder).toBe(undefined);
  });

  test('is not awaited by one who stops waiting, and the engine is asked again at once', async () => {
    const { one, claim } = pair();
    await setFocus(one, one.me, focus);
    const stop = new AbortController();
    one.fails(async (_, call) => {
      stop.abort();
      return await call();
    });
    const { signal } = stop;
    const stopped = await setDrive(one, one.me, 'active', { signal });
    expect(stopped).toMatchObject({ status: 'updated', warnings: [notShared] });
    one.fails(undefined);
    expect(await setFocus(one, one.me, focus)).toMatchObject({ warnings: [] });
    expect(claim()).toMatchObject({ holder: one.id() });
  });

  test('to one whom a stranger names in any number of claims is not more than an answer to a few', async () => {
    const { one, store, there } = pair();
    await one.drives();
    const stranger = memoryEngine(store);
    for (let at = 0; at < 200; at += 1) {
      const claim = { holder: one.id(), expecting: 'absent', now: '2026-03-01T12:00:00.000000Z' };
      await stranger.claim('demo', `wp:${at}`, claim);
    }
    await status(one, one.me);
    one.asked();
    expect(await setFocus(one, one.me, focus)).toMatchObject({ claim: { term: 1 }, warnings: [] });
    expect(one.asked().length).toBeLessThan(10);
    expect(there().claims).toHaveLength(201);
  });
});

describe('a home in which it cannot be read how the mission is shared', () => {
  test.each([
    ['damaged', (path: string) => writeFileSync(path, '{')],
    ['writable by everybody', (path: string) => chmodSync(path, 0o666)],
  ])('since that is %s does what it does alone, and says so', async (_, spoil) => {
    const { one } = pair();
    await one.drives({ of: elsewhere });
    spoil(engineChoicePath(one.path, 'demo'));
    one.asked();
    const outcome = await setFocus(one, one.me, focus);
    expect(outcome).toMatchObject({ status: 'updated', claim: { focus }, warnings: [notShared] });
    expect(one.claim(elsewhere)?.holder).toBe(undefined);
    expect((await status(one, one.me)).warnings).toMatchObject([notShared]);
    expect(one.asked()).toEqual([]);
  });
});

describe('a record that vanished', () => {
  test('is no release for a home that saw it, and its holder writes it again above its term', async () => {
    const { one, other, claim, mirrorDeletes } = pair();
    await one.drives();
    await other.drives();
    mirrorDeletes();
    expect(await setDrive(other, other.me, 'active')).toMatchObject({
      status: 'held',
      holder: { participantId: one.id(), term: 1 },
    });
    expect(claim()).toBe(undefined);
    expect(await setFocus(one, one.me, focus)).toMatchObject({ claim: { term: 2 }, warnings: [] });
    expect(claim()).toMatchObject({ holder: one.id(), term: 2 });
    expect(one.claim()).toMatchObject({ holder: one.id(), term: 2 });
    expect(await setDrive(other, other.me, 'active')).toMatchObject({ holder: { term: 2 } });
  });

  test('is written once more for the word of its home that it is free', async () => {
    const { one, other, claim, mirrorDeletes } = pair();
    await one.drives();
    await other.drives();
    mirrorDeletes();
    await setDrive(one, one.me, 'inactive');
    expect(claim()).toMatchObject({ term: 2 });
    expect(claim()?.holder).toBe(undefined);
    const outcome = await setDrive(other, other.me, 'active');
    expect(outcome).toMatchObject({ status: 'updated', claim: { term: 3 } });
  });

  test('is taken by a person, above its term', async () => {
    const { one, other, claim, mirrorDeletes } = pair();
    await one.drives();
    await other.drives();
    mirrorDeletes();
    const taken = await take(other, other.me, 'its machine is gone for good');
    expect(taken).toMatchObject({ status: 'updated', claim: { term: 2 }, warnings: [] });
    expect(claim()).toMatchObject({ holder: other.id(), term: 2 });
    expect(await setFocus(one, one.me, focus)).toMatchObject({
      claim: undefined,
      holder: { participantId: other.id(), term: 2 },
    });
  });

  test('is above what a home that never saw it began anew, which learns that with its next command', async () => {
    const { homes, claim, mirrorDeletes } = team(3);
    const [one, other, late] = homes as readonly [
      (typeof homes)[0],
      (typeof homes)[0],
      (typeof homes)[0],
    ];
    for (const of of [elsewhere, focus]) await one.drives({ of });
    await other.drives();
    mirrorDeletes();
    expect(await late.drives()).toMatchObject({ status: 'updated', claim: { term: 1 } });
    // A term that is no higher is no word of anybody.
    expect(await setDrive(other, other.me, 'active')).toMatchObject({
      holder: { participantId: one.id() },
    });
    const { claim: again } = await setFocus(one, one.me, focus);
    expect(again).toMatchObject({ holder: one.id(), term: 2 });
    expect(claim()).toMatchObject({ holder: one.id(), term: 2 });
    expect(await setFocus(late, late.me, focus)).toMatchObject({
      claim: undefined,
      holder: { participantId: one.id(), term: 2 },
      notices: [{ kind: 'displaced', by: one.id() }],
    });
  });
});
