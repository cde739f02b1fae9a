import { engineStatePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  changesSince,
  countSubagents,
  end,
  endSync,
  enter,
  enterSync,
  lookBeforeHeadMoves,
  planPrune,
  prune,
  repair,
  setFocus,
  setWaiting,
  share,
  status,
  take,
  touch,
} from '../src/index.ts';
import { away, elsewhere, focus, missionId, pair, type SharedHome } from './shared-homes.ts';
import { evidence } from './test-home.ts';

const claude = evidence({ flag: missionId, alias: 'claude-1' });
const harness = 'claude';
const notShared = { code: 'NOT_SHARED', severity: 'warning' };

/** The entry of a participant, as the engine has it. */
const entryOf = ({ there }: ReturnType<typeof pair>, id: string) =>
  there().entries.find(({ entry }) => entry.participantId === id)?.entry;

describe('an agent that enters a mission that is shared', () => {
  test('is seen in other homes, and sees who is there and what they drive', async () => {
    const both = pair();
    const { one, other } = both;
    await other.drives();
    one.asked();
    const entered = await enter(one, claude, { harness });
    expect(entered).toMatchObject({
      status: 'entered',
      joined: true,
      look: {
        elsewhere: [{ entry: { participantId: other.id(), focus } }],
        claims: [{ claim: { focus, holder: other.id() } }],
      },
      warnings: [],
    });
    expect(one.asked()).toEqual(['list', 'publish']);
    expect(entryOf(both, one.id('claude-1'))).toMatchObject({
      alias: 'claude-1',
      focus: undefined,
    });
  });

  test('and drives beside one of another home is shown that before it changes files, and by what has changed', async () => {
    const { one, other } = pair();
    await enter(one, claude, { harness });
    await other.drives();
    await one.drives({ who: claude, onCollision: 'continue' });
    one.asked();
    const about = { kind: 'ConcurrentDriver', with: other.id(), about: focus };
    expect(await changesSince(one, claude)).toMatchObject({
      changes: [{ kind: 'joined' }, { kind: 'joined' }, { kind: 'collision', collision: about }],
    });
    expect(await touch(one, claude, ['/work/project/main.ts'])).toMatchObject({
      collisions: [about],
    });
    // By what was seen last.
    expect(one.asked()).toEqual([]);
    expect((await status(one, claude)).collisions).toMatchObject([about]);
    await other.drives({ of: elsewhere });
    await status(one, claude);
    expect(await touch(one, claude, ['/work/project/main.ts'])).toMatchObject({ collisions: [] });
  });

  test('and was displaced meanwhile by another home is set inactive, and all homes see that', async () => {
    const both = pair();
    const { one, other } = both;
    await one.drives({ who: one.bot });
    await other.drives();
    await take(other, other.me, 'it fell asleep');
    const entered = await enter(one, one.bot, { harness });
    expect(entered).toMatchObject({
      session: { focus, driveIntent: 'inactive' },
      stopped: [{ kind: 'displaced', by: other.id(), reason: 'it fell asleep' }],
    });
    expect(entryOf(both, one.id('bot'))).toMatchObject({ focus, driveIntent: 'inactive' });
  });

  test('and back says so, whoever of its home is next', async () => {
    const both = pair();
    const { one } = both;
    await enter(one, one.bot, { harness });
    await end(one, one.bot);
    expect(entryOf(both, one.id('bot'))).toMatchObject({ verdict: 'gone' });
    enterSync(one, one.bot, { harness });
    expect(entryOf(both, one.id('bot'))).toMatchObject({ verdict: 'gone' });
    await setFocus(one, one.me, elsewhere);
    expect(entryOf(both, one.id('bot'))?.verdict).not.toBe('gone');
  });

  test('is kept by no engine: two questions have the time of one', async () => {
    const { one } = pair();
    one.fails(() => new Promise(() => {}));
    const hasty = { ...one, engine: one.engine && { ...one.engine, withinMs: 20 } };
    const before = performance.now();
    const entered = await enter(hasty, claude, { harness });
    expect(entered).toMatchObject({ status: 'entered', look: { elsewhere: [] } });
    expect(entered).toMatchObject({ warnings: [notShared] });
    expect(performance.now() - before).toBeLessThan(3000);
    expect(one.asked()).toEqual(['list']);
  });
});

describe('an agent that ends', () => {
  test('is gone for every home, and what it drove is free', async () => {
    const both = pair();
    const { one, other, claim } = both;
    await enter(one, one.bot, { harness });
    await one.drives({ who: one.bot });
    expect(await end(one, one.bot)).toMatchObject({ status: 'ended', drove: focus, warnings: [] });
    expect(entryOf(both, one.id('bot'))).toMatchObject({
      verdict: 'gone',
      driveIntent: 'inactive',
    });
    expect(claim()?.holder).toBe(undefined);
    expect(await other.drives()).toMatchObject({ status: 'updated', claim: { term: 2 } });
  });

  test('and never worked on anything is not there any more', async () => {
    const { one, there } = pair();
    await enter(one, claude, { harness });
    expect(there().entries).toHaveLength(1);
    expect(await end(one, claude)).toMatchObject({ status: 'vanished', warnings: [] });
    expect(there().entries).toEqual([]);
  });

  test.each(['ended', 'vanished'] as const)(
    'while the engine is away is made known by the next command of anybody in the home: %s',
    async (how) => {
      const both = pair();
      const { one, pass, there } = both;
      const who = how === 'ended' ? one.bot : claude;
      await enter(one, who, { harness });
      if (how === 'ended') await one.drives({ who });
      one.fails(away);
      expect(await end(one, who)).toMatchObject({ status: how, warnings: [notShared] });
      one.fails(undefined);
      pass(30_001);
      await share(one, missionId);
      expect(there().entries.map(({ entry }) => entry.verdict)).toEqual(
        how === 'ended' ? ['gone'] : [],
      );
      expect(both.claim()?.holder).toBe(undefined);
    },
  );

  test('by the synchronous form asks nobody', async () => {
    const { one } = pair();
    await enter(one, claude, { harness });
    one.asked();
    endSync(one, claude);
    expect(one.asked()).toEqual([]);
  });
});

test('what comes before an edit and in between asks no engine, and the next that does has it', async () => {
  const both = pair();
  const { one } = both;
  await enter(one, one.bot, { harness });
  await end(one, one.bot);
  one.asked();
  const calls: readonly ((home: SharedHome) => Promise<unknown>)[] = [
    (home) => touch(home, home.bot, ['/work/project/main.ts']),
    (home) => lookBeforeHeadMoves(home, home.bot),
    (home) => changesSince(home, home.bot),
    (home) => setWaiting(home, home.bot, true),
    (home) => countSubagents(home, home.bot, 1),
  ];
  for (const call of calls) await call(one);
  expect(one.asked()).toEqual([]);
  await share(one, missionId);
  expect(entryOf(both, one.id('bot'))?.verdict).not.toBe('gone');
});

test('who is pruned is withdrawn, and what doctor repairs is made known by the next command', async () => {
  const both = pair();
  const { one, there } = both;
  await one.drives({ who: one.bot });
  await one.drives({ of: elsewhere });
  await end(one, one.bot);
  await prune(one, await planPrune(one));
  expect(there().entries.map(({ entry }) => entry.participantId)).toEqual([one.id()]);
  one.write(engineStatePath(one.path, missionId), '{');
  one.asked();
  expect(await repair(one)).toMatchObject([{ code: 'ROSTER_DAMAGED', state: 'fixed' }]);
  expect(one.asked()).toEqual([]);
  expect(await setFocus(one, one.me, elsewhere)).toMatchObject({ warnings: [] });
  expect((await status(one, one.me)).warnings).toEqual([]);
});
