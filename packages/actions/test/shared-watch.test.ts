import { describe, expect, test } from 'vitest';
import {
  leave,
  recordTask,
  type StatusOutcome,
  setDrive,
  setFocus,
  share,
  status,
  statusAll,
  statusAllSync,
  watchForStatus,
  watchStatus,
} from '../src/index.ts';
import { away, elsewhere, focus, missionId, pair, type SharedHome } from './shared-homes.ts';
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
