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
      claim: null,
      rivals: [],
      predecessor: null,
    });
    expect((await home.ok('drive active')).data).toMatchObject({ changed: false });
    expect((await home.ok('drive')).data).toEqual({
      drive_intent: 'active',
      claim: null,
      rivals: [],
    });
  });

  test.each([
    ['drive sideways', /drive takes active, inactive, give, ask, take, check, not 'sideways'/],
    ['drive activ', /did you mean active/],
    ['drive active now', /unexpected argument 'now': drive active takes none/],
    ['drive give', /drive give needs a receiver/],
    ['drive give bot now', /unexpected argument 'now': drive takes 2 arguments/],
    ['drive take', /drive take needs --reason <text>/],
    ['drive take --reason=', /--reason needs a value/],
    ['drive active --note x', /--note means nothing to drive active/],
    ['drive take --reason x --term 1', /--term means nothing to drive take/],
    ['drive --term 1', /--term means nothing to drive without a word/],
    ['drive check --term 0', /--term is a whole number from 1, not '0'/],
    ['drive check --term two', /--term is a whole number from 1, not 'two'/],
    ['drive active --on-collision wait', /--on-collision is continue, hold or defer, not 'wait'/],
    ['focus wp:WP01 --on-collision hld', /did you mean hold/],
    ['focus --on-collision hold', /--on-collision needs a focus to set/],
    [`drive ask --note ${'x'.repeat(201)}`, /--note has 201 characters, and may have 200/],
  ])('%s is wrong usage, and nothing is changed', async (words, message) => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const before = home.snapshot();
    const ran = await home.run(words);
    expect({ code: ran.code, error: ran.stderr }).toMatchObject({
      code: 2,
      error: expect.stringMatching(message),
    });
    expect(home.snapshot()).toEqual(before);
  });
});
