import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './run.ts';

async function joined(role = 'developer'): Promise<TestHome> {
  const home = testHome();
  await home.ok(`join demo --role ${role}`);
  return home;
}

describe('focus', () => {
  test.each(['wp:WP01', 'step:build', 'wp:a/b#1', 'none'])(
    '%s is set, and shown',
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

  test('tells programs the same', async () => {
    const home = await joined();
    const { participant_id } = home.session('demo');
    expect(await home.ok('focus wp:WP01')).toEqual({
      result: 'success',
      mission_id: 'demo',
      participant_id,
      resolved_from: 'pointer',
      data: { focus: 'wp:WP01', former: null, changed: true },
      warnings: [],
    });
    expect((await home.ok('focus')).data).toEqual({ focus: 'wp:WP01' });
  });

  test('of the same value moves the activity only', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const before = home.session('demo');
    home.pass(60_000);
    expect((await home.ok('focus wp:WP01')).data).toMatchObject({ changed: false });
    const after = home.session('demo');
    expect({ ...after, last_activity_at: before['last_activity_at'] }).toEqual(before);
    expect(String(after['last_activity_at']) > String(before['last_activity_at'])).toBe(true);
  });

  test('shown touches nothing', async () => {
    const home = await joined();
    const before = home.snapshot();
    await home.ok('focus');
    await home.ok('drive');
    expect(home.snapshot()).toEqual(before);
  });

  test.each([['WP01'], ['wp:'], ['task:1'], ['wp:A B'], ['\u001b[31m']])(
    '%j is refused, and nothing is written',
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

describe('drive', () => {
  test('active and inactive are set, and shown', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    expect((await home.run('drive active')).stderr).toMatch(/^driving on wp:WP01\n/);
    expect((await home.run('drive active')).stderr).toMatch(/^already driving on wp:WP01\n/);
    expect(await home.run('drive')).toMatchObject({ code: 0, stdout: 'active\n' });
    expect((await home.run('drive inactive')).stderr).toMatch(/^not driving\n/);
    expect((await home.run('drive inactive')).stderr).toMatch(/^already not driving\n/);
    expect(home.session('demo')).toMatchObject({ drive_intent: 'inactive', focus: 'wp:WP01' });
  });

  test('tells programs the same', async () => {
    const home = await joined();
    expect((await home.ok('drive active')).data).toEqual({
      drive_intent: 'active',
      former: 'inactive',
      changed: true,
    });
    expect((await home.ok('drive active')).data).toMatchObject({ changed: false });
    expect((await home.ok('drive')).data).toEqual({ drive_intent: 'active' });
  });
});

describe('what a role may do', () => {
  const rows: readonly (readonly [role: string, words: string, exit: number])[] = [
    ['developer', 'focus wp:WP01', 0],
    ['developer', 'drive active', 0],
    ['reviewer', 'focus wp:WP01', 0],
    ['reviewer', 'drive active', 0],
    ['observer', 'focus wp:WP01', 0],
    ['observer', 'drive active', 4],
    ['stakeholder', 'focus wp:WP01', 4],
    ['stakeholder', 'drive active', 4],
    ...['developer', 'reviewer', 'observer', 'stakeholder'].flatMap((role) =>
      ['focus', 'focus none', 'drive', 'drive inactive'].map((words) => [role, words, 0] as const),
    ),
  ];

  test.each(rows)('%s: %s exits with %i', async (role, words, exit) => {
    const home = await joined(role);
    const before = home.snapshot();
    const { code, json } = await home.run(`${words} --json`);
    expect(code).toBe(exit);
    if (exit === 0) return;
    expect(json).toMatchObject({ error_code: 'NO_CAPABILITY', details: { role } });
    expect(home.snapshot()).toEqual(before);
  });

  test('a refusal names the roles that may', async () => {
    const home = await joined('stakeholder');
    const { json } = await home.run('focus wp:WP01 --json');
    expect(json.details).toEqual({
      role: 'stakeholder',
      capability: 'focus',
      roles: ['developer', 'reviewer', 'observer'],
    });
  });
});

describe('a bad value', () => {
  const bad = { focus: 'nothing much' };

  test('of the focus is mended by focus, and blocks drive', async () => {
    const home = await joined();
    home.edit('demo', bad);
    const before = home.snapshot();
    const { code, json } = await home.run('drive active --json');
    expect(code).toBe(6);
    expect(json).toMatchObject({
      error_code: 'SESSION_INVALID',
      hint: 'missionctl focus none --mission demo',
      details: { issues: [{ field: 'focus' }] },
    });
    expect(home.snapshot()).toEqual(before);
    expect((await home.run('focus wp:WP01')).stderr).toContain('(was nothing much)');
    expect(await home.run('drive active')).toMatchObject({ code: 0 });
  });

  test('of the drive intent is mended by drive, and blocks focus', async () => {
    const home = await joined();
    home.edit('demo', { drive_intent: 'maybe' });
    const { code, json } = await home.run('focus wp:WP01 --json');
    expect({ code, hint: json.hint }).toEqual({
      code: 6,
      hint: 'missionctl drive inactive --mission demo',
    });
    expect(await home.run('drive inactive')).toMatchObject({ code: 0 });
    expect(await home.run('focus wp:WP01')).toMatchObject({ code: 0 });
  });

  test.each([
    ['role', 'boss'],
    ['participant_id', 'nobody'],
    ['mission_id', 'other'],
    ['mission_run_id', 'nonsense'],
    ['joined_at', '2026-12-31T00:00:00.000000Z'],
  ])('of %s blocks both, and writes nothing', async (field, value) => {
    const home = await joined();
    home.edit('demo', { [field]: value });
    const before = home.snapshot();
    for (const words of ['focus wp:WP01', 'focus none', 'drive active', 'drive inactive']) {
      const { code, json } = await home.run(`${words} --json`);
      expect({ code, error: json.error_code }).toEqual({ code: 6, error: 'SESSION_INVALID' });
    }
    expect(home.snapshot()).toEqual(before);
  });

  test('does not stand in the way of showing', async () => {
    const home = await joined();
    home.edit('demo', bad);
    expect(await home.run('focus')).toMatchObject({ code: 0, stdout: 'nothing much\n' });
    expect(await home.run('drive')).toMatchObject({ code: 0, stdout: 'inactive\n' });
    expect((await home.run('status')).stdout).toMatch(/ invalid\n$/);
  });
});

test('a clock that went back is a warning, and the activity stays', async () => {
  const home = await joined();
  await home.ok('focus wp:WP01');
  const { last_activity_at } = home.session('demo');
  home.pass(-3_600_000);
  const json = await home.ok('focus wp:WP02');
  expect(json.warnings).toContainEqual(expect.objectContaining({ code: 'CLOCK_WENT_BACK' }));
  expect(home.session('demo')).toMatchObject({ focus: 'wp:WP02', last_activity_at });
});
