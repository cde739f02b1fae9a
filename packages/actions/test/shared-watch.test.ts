import { memoryEngine, memoryStore } from '@missionctl/roster/testing';
import { describe, expect, test } from 'vitest';
import {
  chooseEngine,
  type EngineSource,
  forgetEngine,
  isAlone,
  leave,
  recordTask,
  type StatusOutcome,
  setDrive,
  setFocus,
  share,
  status,
  statusAll,
  statusAllSync,
  statusSync,
  watchForStatus,
  watchStatus,
  withEngine,
} from '../src/index.ts';
import {
  away,
  elsewhere,
  focus,
  missionId,
  pair,
  type SharedHome,
  team,
  url,
} from './shared-homes.ts';
import { evidence, joined } from './test-home.ts';

const minuteMs = 60_000;

async function until(
  watch: ReturnType<typeof watchStatus>,
  fits: (shown: StatusOutcome) => boolean,
): Promise<StatusOutcome> {
  for (;;) {
    const { value } = await watch.next();
    if (value === undefined) throw new Error('the watch has ended');
    if (fits(value)) return value;
  }
}

/** Goes on with a watch, whatever it shows, until it ends. */
async function watched(watch: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of watch);
}

describe('watchStatus of a mission that is shared', () => {
  test('shows who comes, what they drive and who leaves in other homes, and the collision with me', async () => {
    const { one, other } = pair();
    await one.drives();
    const watch = watchStatus(one, one.me);
    await until(watch, (shown) => shown.elsewhere.length === 0);
    await other.drives({ onCollision: 'continue' });
    const collision = { kind: 'ConcurrentDriver', with: other.id(), about: focus };
    const both = await until(watch, ({ collisions }) => collisions.length > 0);
    expect(both).toMatchObject({
      elsewhere: [{ entry: { participantId: other.id(), driveIntent: 'active' } }],
      collisions: [collision],
    });
    await setDrive(other, other.me, 'inactive');
    await until(watch, ({ collisions }) => collisions.length === 0);
    await leave(other, other.me);
    await until(watch, (shown) => shown.elsewhere.length === 0);
    await watch.return?.();
  });

  test('renews my entry every five minutes, by which I am here for others, and not once it has ended', async () => {
    const { one, other, pass } = pair();
    await recordTask(one, one.me);
    await setFocus(one, one.me, focus);
    await setFocus(other, other.me, focus);
    const there = watchStatus(other, other.me);
    const verdictIs = (verdict: string) => (shown: StatusOutcome) =>
      shown.elsewhere[0]?.verdict === verdict;
    await until(there, verdictIs('unknown'));
    const mine = watchStatus(one, one.me);
    await mine.next();
    const ended = watched(mine);
    one.asked();
    pass(5 * minuteMs - 1);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(one.asked()).toEqual([]);
    pass(1);
    await until(there, verdictIs('here'));
    expect(one.asked()).toEqual(['publish']);
    await mine.return?.();
    await ended;
    // Nobody renews it any more: the watch of the other shows that after three times five minutes.
    pass(15 * minuteMs + 1);
    await until(there, verdictIs('unknown'));
    expect(one.asked()).toEqual([]);
    await there.return?.();
    // A renewal that was under way when the watch of the other ended is noted still.
    await new Promise((resolve) => setTimeout(resolve, 500));
  });

  test('goes on while a renewal fails, and renews the next time', async () => {
    const { one, other, pass } = pair();
    await recordTask(one, one.me);
    await setFocus(one, one.me, focus);
    await status(other, other.me);
    const ending = new AbortController();
    const mine = watchForStatus(one, missionId, { renews: one.me, signal: ending.signal });
    await mine.next();
    const ended = watched(mine);
    one.fails(away);
    pass(5 * minuteMs);
    await expect.poll(() => one.asked(), { timeout: 5000 }).toEqual(['publish']);
    one.fails(undefined);
    pass(5 * minuteMs);
    await expect.poll(() => one.asked(), { timeout: 5000 }).toContain('publish');
    await expect.poll(async () => verdictIn(other), { timeout: 5000 }).toBe('here');
    ending.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
  });

  test('calls me alone only once everybody elsewhere has left, or is gone by the word of their home', async () => {
    const { one, other, pass } = pair();
    for (const who of [other.me, other.bot]) await setFocus(other, who, focus);
    expect(isAlone(await status(one, one.me))).toBe(false);
    await leave(one, one.bot);
    one.fails(away);
    // Nobody of them can be shown, and they are there all the same.
    pass(30_001);
    const asked = await status(one, one.me);
    expect([asked.elsewhere, isAlone(asked), isAlone(statusSync(one, one.me))]).toEqual([
      [],
      false,
      false,
    ]);
    one.fails(undefined);
    await leave(other, other.bot);
    const watch = watchStatus(one, one.me);
    const first = await until(watch, () => true);
    expect(isAlone(first)).toBe(false);
    await leave(other, other.me);
    await until(watch, isAlone);
    await watch.return?.();
  });

  test('follows whichever engine is chosen: none at first, then one, then another, and none again', async () => {
    const { one, other } = pair();
    const otherTeam = memoryStore();
    const [, , far] = team(3, otherTeam).homes;
    if (far === undefined) throw new Error('there are not three homes');
    const another = memoryEngine(otherTeam);
    const open: EngineSource['open'] = (chosen) =>
      chosen.url === 'memory:other' ? another : (one.engine?.open(chosen) ?? another);
    const home = { ...one, ...withEngine(one, { open }) };
    await other.drives();
    await far.drives({ of: elsewhere });
    await forgetEngine(home, missionId);
    const watch = watchStatus(home, one.me);
    const idsIn = ({ elsewhere: there }: StatusOutcome) =>
      there.map(({ entry }) => entry.participantId);
    expect(idsIn(await until(watch, () => true))).toEqual([]);
    await chooseEngine(home, missionId, { url });
    await until(watch, (shown) => idsIn(shown).includes(other.id()));
    await chooseEngine(home, missionId, { url: 'memory:other' });
    // What the former one says from now on is not remembered as what the new one does.
    await setDrive(other, other.me, 'inactive');
    await setDrive(other, other.me, 'active');
    const then = await until(watch, (shown) => idsIn(shown).includes(far.id()));
    expect(then.claims).toMatchObject([{ claim: { focus: elsewhere, holder: far.id() } }]);
    expect(idsIn(then)).toEqual([far.id()]);
    await forgetEngine(home, missionId);
    const last = await until(watch, (shown) => idsIn(shown).length === 0);
    expect(last).toMatchObject({ claims: [], isAnybodyElsewhere: false });
    await watch.return?.();
  });

  test('renews nobody for whoever does not say who lives, or has not joined', async () => {
    const { one, pass } = pair();
    await setFocus(one, one.me, focus);
    one.asked();
    const nobody = evidence({ flag: missionId, alias: 'nobody' });
    const watches = [
      watchForStatus(one, missionId),
      watchForStatus(one, missionId, { renews: nobody }),
    ];
    const ended = watches.map(watched);
    pass(5 * minuteMs);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(one.asked()).toEqual([]);
    for (const watch of watches) await watch.return?.();
    await Promise.all(ended);
  });
});

const verdictIn = async (home: SharedHome): Promise<string | undefined> =>
  (await status(home, home.me)).elsewhere[0]?.verdict;

test('who only runs commands is unknown after a quarter of an hour, and never gone', async () => {
  const { one, other, pass } = pair();
  await recordTask(one, one.me);
  await setFocus(one, one.me, focus);
  expect(await verdictIn(other)).toBe('unknown');
  pass(minuteMs);
  await setFocus(one, one.me, elsewhere);
  expect(await verdictIn(other)).toBe('here');
  pass(15 * minuteMs);
  expect(await verdictIn(other)).toBe('here');
  for (const ms of [1, 15 * minuteMs, 24 * 60 * minuteMs, 365 * 24 * 60 * minuteMs]) {
    pass(ms);
    expect(await verdictIn(other)).toBe('unknown');
    await share(other, missionId);
  }
});

test('statusAll asks the engine of the active mission alone, once, and shows who is there', async () => {
  const { one, other } = pair();
  await other.drives();
  joined(one, 'another');
  const before = statusAllSync(one);
  expect(before).toMatchObject({ active: 'another' });
  one.asked();
  await statusAll(one);
  expect(one.asked()).toEqual([]);
  joined(one, missionId);
  const { missions } = await statusAll(one, one.me);
  expect(one.asked()).toEqual(['list']);
  expect(missions).toMatchObject([
    { missionId: 'another', elsewhere: [] },
    {
      missionId,
      elsewhere: [{ entry: { participantId: other.id() } }],
      claims: [{ claim: { focus } }],
    },
  ]);
  one.fails(away);
  const failed = await statusAll(one);
  expect(failed.warnings).toMatchObject([{ code: 'NOT_SHARED' }]);
  expect(failed.missions).toMatchObject([{}, { elsewhere: [], claims: [{ claim: { focus } }] }]);
});
