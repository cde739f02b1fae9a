import { existsSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Surroundings, type TestHome, testHome } from './support/run.ts';

/** `one` and `two` are joined; `two` is active, `one` is the previous one. */
async function twoMissions(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join one --role developer');
  await home.ok('join two --role developer');
  return home;
}

describe('switch', () => {
  test('makes a mission the active one, and the one before the previous one', async () => {
    const home = await twoMissions();
    const { code, stdout, stderr } = await home.run('switch one');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: 'one is now active (was two)\n',
    });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'one', previous_mission_id: 'two' });
  });

  test('- goes back, and back again', async () => {
    const home = await twoMissions();
    for (const active of ['one', 'two', 'one']) {
      const json = await home.ok('switch -');
      expect(json).toMatchObject({
        mission_id: active,
        data: { active_mission_id: active, changed: true, dry_run: false },
      });
    }
  });

  test('to the active mission changes nothing, and keeps the previous one', async () => {
    const home = await twoMissions();
    const before = home.snapshot();
    expect((await home.run('switch two')).stderr).toBe('two is already active\n');
    expect((await home.ok('switch two')).data).toMatchObject({ changed: false, former: 'two' });
    expect(home.snapshot()).toEqual(before);
  });

  test('--clear leaves no mission active, and switch - brings the last one back', async () => {
    const home = await twoMissions();
    expect((await home.run('switch --clear')).stderr).toBe('no mission is now active (was two)\n');
    expect(home.pointer()).toMatchObject({ active_mission_id: null, previous_mission_id: 'two' });
    expect((await home.run('switch --clear')).stderr).toBe('no mission was active\n');
    expect((await home.ok('switch -')).data).toMatchObject({
      active_mission_id: 'two',
      former: null,
    });
  });

  test('--clear in an empty home creates nothing', async () => {
    const home = testHome();
    expect((await home.ok('switch --clear')).data).toMatchObject({ changed: false });
    expect(existsSync(home.path)).toBe(false);
  });

  test('without an argument lists the missions', async () => {
    const home = await twoMissions();
    const { code, stdout, stderr } = await home.run('switch');
    expect(await home.run('list')).toMatchObject({ code, stdout, stderr });
    expect(stdout).toMatch(/^ {4}one .*\n\* {3}two /);
  });

  test('- to a mission that another program removed says that it is not joined', async () => {
    const home = await twoMissions();
    rmSync(home.sessionPath('one'));
    const { code, json } = await home.run('switch - --json');
    expect(code).toBe(3);
    expect(json).toMatchObject({ error_code: 'NOT_JOINED', details: { mission_id: 'one' } });
  });

  test('refuses a mission in which only an alias is joined: the pointer is mine', async () => {
    const home = await twoMissions();
    await home.ok('join three --as bot --role developer');
    const before = home.snapshot();
    const { code, json } = await home.run('switch three --json');
    expect({ code, details: json.details }).toMatchObject({
      code: 3,
      details: { mission_id: 'three' },
    });
    expect(home.snapshot()).toEqual(before);
  });

  test('takes the mission from --mission as from an argument', async () => {
    const home = await twoMissions();
    expect(await home.ok('switch --mission one')).toMatchObject({ mission_id: 'one' });
  });

  test('to a mission with a damaged session works, since it reads no session', async () => {
    const home = await twoMissions();
    home.edit('one', { role: 1 });
    expect(await home.run('switch one')).toMatchObject({ code: 0 });
  });
});

describe('--dry-run', () => {
  test.each([
    ['switch one --dry-run', 'would switch from two to one\n', true],
    ['switch - --dry-run', 'would switch from two to one\n', true],
    ['switch two --dry-run', 'two is already active\n', false],
    ['switch --clear --dry-run', 'would switch from two to no mission\n', true],
  ])('%s', async (words, shown, changed) => {
    const home = await twoMissions();
    const before = home.snapshot();
    expect(await home.run(words)).toMatchObject({ code: 0, stdout: '', stderr: shown });
    expect((await home.ok(words)).data).toMatchObject({ changed, former: 'two', dry_run: true });
    expect(home.snapshot()).toEqual(before);
  });

  test('fails where the switch would fail', async () => {
    const home = await twoMissions();
    expect(await home.run('switch three --dry-run')).toMatchObject({ code: 3 });
    const environment = { MISSIONCTL_MISSION: 'two' };
    expect(await home.run('switch one --dry-run', { environment })).toMatchObject({ code: 5 });
  });
});

describe('a switch that would be masked', () => {
  const masks: readonly [string, Surroundings, string, string][] = [
    [
      'switch one',
      { environment: { MISSIONCTL_MISSION: 'two' } },
      'MISSIONCTL_MISSION',
      'names two',
    ],
    [
      'switch -',
      { environment: { MISSIONCTL_MISSION: 'gone' } },
      'MISSIONCTL_MISSION',
      'names gone',
    ],
    [
      'switch one',
      { environment: { MISSIONCTL_MISSION: '..' } },
      'MISSIONCTL_MISSION',
      'names ".."',
    ],
    ['switch --clear', { environment: { MISSIONCTL_MISSION: 'two' } }, 'MISSIONCTL_MISSION', 'two'],
    ['switch one --as bot', {}, '--as', '--as bot acts for another participant'],
    ['switch one', { environment: { MISSIONCTL_AS: 'bot' } }, 'MISSIONCTL_AS', 'MISSIONCTL_AS bot'],
    ['switch --clear', { environment: { MISSIONCTL_AS: 'bot' } }, 'MISSIONCTL_AS', 'yours'],
  ];

  test.each(masks)(
    '%s with %j writes nothing, and says what masks it',
    async (words, around, by, why) => {
      const home = await twoMissions();
      const before = home.snapshot();
      const { code, json } = await home.run(`${words} --json`, around);
      expect(code).toBe(5);
      expect(json).toMatchObject({ error_code: 'MASKED', details: { masked_by: by } });
      expect(json.error_message).toContain(why);
      expect(home.snapshot()).toEqual(before);
    },
  );

  test.each(masks)('%s with %j and --anyway writes', async (words, around) => {
    const home = await twoMissions();
    await home.ok(`${words} --anyway`, around);
    const active = words.includes('--clear') ? null : 'one';
    expect(home.pointer()).toMatchObject({ active_mission_id: active });
  });

  test('is not masked when the environment names the target', async () => {
    const home = await twoMissions();
    await home.ok('switch one', { environment: { MISSIONCTL_MISSION: 'one' } });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'one' });
  });

  test('is not masked when the variables are empty', async () => {
    const home = await twoMissions();
    await home.ok('switch one', { environment: { MISSIONCTL_MISSION: '', MISSIONCTL_AS: '' } });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'one' });
  });
});
