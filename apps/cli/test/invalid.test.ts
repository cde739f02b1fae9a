import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

async function joined(role = 'developer'): Promise<TestHome> {
  const home = testHome();
  await home.ok(`join demo --role ${role}`);
  return home;
}

describe('a bad value', () => {
  const bad = { focus: 'nothing much' };

  test('of the focus is repaired by focus, and blocks drive', async () => {
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

  test('of the drive intent is repaired by drive, and blocks focus', async () => {
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

  test('can still be shown', async () => {
    const home = await joined();
    home.edit('demo', bad);
    expect(await home.run('focus')).toMatchObject({ code: 0, stdout: 'nothing much\n' });
    expect(await home.run('drive')).toMatchObject({ code: 0, stdout: 'inactive\n' });
    expect((await home.run('status')).stdout).toMatch(/ invalid\n$/);
  });
});
