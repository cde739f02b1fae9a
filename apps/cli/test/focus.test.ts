import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

async function joined(role = 'developer'): Promise<TestHome> {
  const home = testHome();
  await home.ok(`join demo --role ${role}`);
  return home;
}

describe('focus', () => {
  test.each(['wp:WP01', 'step:build', 'wp:a/b#1', 'none'])(
    'sets %s, and shows it',
    async (focus) => {
      const home = await joined();
      await home.ok(`focus ${focus}`);
      expect(home.session('demo')).toMatchObject({ focus: focus === 'none' ? null : focus });
      expect(await home.run('focus')).toMatchObject({ code: 0, stdout: `${focus}\n` });
    },
  );

  test('says what it was, and where the mission came from', async () => {
    const home = await joined();
    await home.run('focus wp:WP01');
    expect(await home.run('focus wp:WP02')).toMatchObject({
      stdout: '',
      stderr: 'focus is wp:WP02 (was wp:WP01)\nmission demo (from the pointer)\n',
    });
    expect((await home.run('focus wp:WP02 --mission demo')).stderr).toBe(
      'focus is already wp:WP02\n',
    );
    const environment = { MISSIONCTL_MISSION: 'demo' };
    expect((await home.run('focus wp:WP02', { environment })).stderr).toContain(
      'mission demo (from MISSIONCTL_MISSION)',
    );
  });

  test('gives programs the same', async () => {
    const home = await joined();
    const { participant_id } = home.session('demo');
    expect(await home.ok('focus wp:WP01')).toEqual({
      result: 'success',
      mission_id: 'demo',
      participant_id,
      resolved_from: 'pointer',
      acting_as: null,
      acting_from: 'myself',
      data: {
        focus: 'wp:WP01',
        former: null,
        changed: true,
        claim: null,
        rivals: [],
        predecessor: null,
      },
      warnings: [],
    });
    expect((await home.ok('focus')).data).toEqual({ focus: 'wp:WP01', claim: null, rivals: [] });
  });

  test('of the same value changes the last activity only', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const before = home.session('demo');
    home.pass(60_000);
    expect((await home.ok('focus wp:WP01')).data).toMatchObject({ changed: false });
    const after = home.session('demo');
    expect({ ...after, last_activity_at: before['last_activity_at'] }).toEqual(before);
    expect(String(after['last_activity_at']) > String(before['last_activity_at'])).toBe(true);
  });

  test('without an argument touches nothing', async () => {
    const home = await joined();
    const before = home.snapshot();
    await home.ok('focus');
    await home.ok('drive');
    expect(home.snapshot()).toEqual(before);
  });

  test.each([['WP01'], ['wp:'], ['task:1'], ['wp:A B'], ['\u001b[31m']])(
    'refuses %j, and writes nothing',
    async (word) => {
      const home = await joined();
      const before = home.snapshot();
      const ran = await home.run(['focus', word]);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(/^error: focus is wp:<id>, step:<id> or none/);
      expect(ran.stderr).not.toContain('\u001b');
      expect(home.snapshot()).toEqual(before);
    },
  );
});

test('warns when the clock went back, and keeps the last activity', async () => {
  const home = await joined();
  await home.ok('focus wp:WP01');
  const { last_activity_at } = home.session('demo');
  home.pass(-3_600_000);
  const json = await home.ok('focus wp:WP02');
  expect(json.warnings).toContainEqual(expect.objectContaining({ code: 'CLOCK_WENT_BACK' }));
  expect(home.session('demo')).toMatchObject({ focus: 'wp:WP02', last_activity_at });
});
