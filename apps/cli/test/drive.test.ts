import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

async function joined(role = 'developer'): Promise<TestHome> {
  const home = testHome();
  await home.ok(`join demo --role ${role}`);
  return home;
}

describe('drive', () => {
  test('sets active and inactive, and shows them', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    expect((await home.run('drive active')).stderr).toMatch(/^driving on wp:WP01\n/);
    expect((await home.run('drive active')).stderr).toMatch(/^already driving on wp:WP01\n/);
    expect(await home.run('drive')).toMatchObject({ code: 0, stdout: 'active\n' });
    expect((await home.run('drive inactive')).stderr).toMatch(/^not driving\n/);
    expect((await home.run('drive inactive')).stderr).toMatch(/^already not driving\n/);
    expect(home.session('demo')).toMatchObject({ drive_intent: 'inactive', focus: 'wp:WP01' });
  });

  test('gives programs the same', async () => {
    const home = await joined();
    expect((await home.ok('drive active')).data).toEqual({
      drive_intent: 'active',
      former: 'inactive',
      changed: true,
    });
    expect((await home.ok('drive active')).data).toMatchObject({ changed: false });
    expect((await home.ok('drive')).data).toEqual({ drive_intent: 'active' });
  });

  // What the roster is to do about two who drive the same is offered once the roster does it.
  test.each(['drive active --on-collision hold', 'focus wp:WP01 --on-collision=continue'])(
    '%s is no offer yet: it is USAGE, and nothing is changed',
    async (words) => {
      const home = await joined();
      const before = home.snapshot();
      expect((await home.run(`${words} --json`)).json).toMatchObject({ error_code: 'USAGE' });
      expect(home.snapshot()).toEqual(before);
      for (const each of ['drive --help', 'focus --help', 'help agents', 'schema output']) {
        expect((await home.run(each)).stdout).not.toMatch(/on.collision/);
      }
    },
  );
});
