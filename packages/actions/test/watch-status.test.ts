import { describe, expect, test } from 'vitest';
import {
  leave,
  recordTask,
  type StatusOutcome,
  setDrive,
  setFocus,
  switchMission,
  watchStatus,
} from '../src/index.ts';
import { fault } from './both-forms.ts';
import { evidence, joined, testHome } from './test-home.ts';

type Watch = ReturnType<typeof watchStatus>;

async function shown(watch: Watch): Promise<StatusOutcome> {
  const { value } = await watch.next();
  if (value === undefined) throw new Error('the watch has ended');
  return value;
}

describe('watchStatus', () => {
  test('shows the status now, then each other one', async () => {
    const home = testHome();
    joined(home, 'demo');
    const watch = watchStatus(home, evidence());
    expect(await shown(watch)).toMatchObject({ resolvedFrom: 'pointer', session: { focus: null } });
    await setFocus(home, evidence(), 'wp:WP01');
    expect(await shown(watch)).toMatchObject({ session: { focus: 'wp:WP01' } });
    joined(home, 'demo', { alias: 'bot' });
    expect((await shown(watch)).participants).toHaveLength(2);
    await watch.return?.();
  });

  test('stays with the mission that was selected at first', async () => {
    const home = testHome();
    joined(home, 'other');
    joined(home, 'demo');
    const watch = watchStatus(home, evidence());
    await shown(watch);
    await switchMission(home, evidence(), { to: 'other' });
    await setFocus(home, evidence({ flag: 'demo' }), 'wp:WP01');
    expect(await shown(watch)).toMatchObject({
      address: { missionId: 'demo' },
      resolvedFrom: undefined,
      session: { focus: 'wp:WP01' },
    });
    await watch.return?.();
  });

  test('shows who claims and releases, and who is not alive any more', async () => {
    const home = testHome();
    joined(home, 'demo');
    const bot = evidence({ flag: 'demo', alias: 'bot' });
    joined(home, 'demo', { alias: 'bot' });
    await setFocus(home, bot, 'wp:WP01');
    const watch = watchStatus(home, evidence());
    const until = async (fits: (status: StatusOutcome) => boolean): Promise<void> => {
      for (let status = await shown(watch); !fits(status); ) status = await shown(watch);
    };
    await until(({ claims }) => claims.length === 0);
    await setDrive(home, bot, 'active');
    await until(({ claims }) => claims[0]?.claim.focus === 'wp:WP01');
    await setDrive(home, bot, 'inactive');
    await until(({ claims }) => claims.length === 0);
    await recordTask(home, bot);
    await until(({ participants }) => participants[1]?.presence?.anchors.length === 1);
    await watch.return?.();
  });

  test('ends with a fault when the session is left', async () => {
    const home = testHome();
    joined(home, 'demo');
    const watch = watchStatus(home, evidence());
    await shown(watch);
    await leave(home, evidence());
    await expect(watch.next()).rejects.toEqual(fault('ERR_NOT_JOINED'));
  });

  test('of a mission that was named goes on without me', async () => {
    const home = testHome();
    joined(home, 'demo');
    joined(home, 'demo', { alias: 'bot' });
    const watch = watchStatus(home, evidence({ flag: 'demo' }));
    expect((await shown(watch)).participants).toHaveLength(2);
    await leave(home, evidence());
    const after = await shown(watch);
    expect(after).toMatchObject({
      session: undefined,
      participants: [{ address: { alias: 'bot' } }],
    });
    await watch.return?.();
  });

  test('ends with the reason of its signal', async () => {
    const home = testHome();
    joined(home, 'demo');
    const ending = new AbortController();
    const watch = watchStatus(home, evidence(), { signal: ending.signal });
    await shown(watch);
    const next = watch.next();
    ending.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });

  test('by return() settles at once, as a pending next() does then', async () => {
    const home = testHome();
    joined(home, 'demo');
    const watch = watchStatus(home, evidence());
    await shown(watch);
    const pending = watch.next();
    const done = { done: true, value: undefined };
    expect(await watch.return?.()).toEqual(done);
    expect(await pending).toEqual(done);
    const error = new Error('enough');
    await expect(watchStatus(home, evidence()).throw?.(error)).rejects.toBe(error);
  });

  test('of what is not joined is a fault at the first look', async () => {
    await expect(watchStatus(testHome(), evidence()).next()).rejects.toEqual(
      fault('ERR_NO_ACTIVE_MISSION'),
    );
  });
});
