import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

async function joined(role = 'developer'): Promise<TestHome> {
  const home = testHome();
  await home.ok(`join demo --role ${role}`);
  return home;
}

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

  test('a refusal names the roles that are allowed', async () => {
    const home = await joined('stakeholder');
    const { json } = await home.run('focus wp:WP01 --json');
    expect(json.details).toMatchObject({
      role: 'stakeholder',
      capability: 'focus',
      roles: ['developer', 'reviewer', 'observer'],
    });
  });
});
