import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testHome } from './support/run.ts';

describe('in an empty home', () => {
  test.each([
    ['list', 0, ''],
    ['switch', 0, ''],
    ['validate --all', 0, ''],
    ['path', 0, 'home'],
    ['path home', 0, 'home'],
    ['path pointer', 0, 'session.json'],
    ['status', 3, ''],
    ['current', 3, ''],
    ['validate', 3, ''],
    ['path session', 3, ''],
    ['leave --yes', 3, ''],
    ['switch demo', 3, ''],
    ['switch -', 3, ''],
  ])('%s exits with %i and creates nothing', async (words, exit, ending) => {
    const home = testHome();
    const { code, stdout } = await home.run(words);
    expect(code).toBe(exit);
    expect(stdout.trimEnd().endsWith(ending)).toBe(true);
    expect(existsSync(home.path)).toBe(false);
  });

  test('list says what to do', async () => {
    expect(await testHome().run('list')).toMatchObject({
      stdout: '',
      stderr: 'no mission is joined; next: missionctl join <mission> --role <role>\n',
    });
  });
});
