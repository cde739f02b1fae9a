import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';

/** Where a run in these surroundings keeps its state. */
async function homeOf(
  environment: Readonly<Record<string, string>>,
  userHome?: string,
): Promise<string> {
  const { stdout } = await testHome().run('path home', { environment, userHome });
  return stdout.trimEnd();
}

describe('where the home is', () => {
  test.each([
    [{ MISSIONCTL_HOME: '/one', SPEC_KITTY_HOME: '/two' }, '/one'],
    [{ MISSIONCTL_HOME: '', SPEC_KITTY_HOME: '/two' }, '/two'],
    [{ MISSIONCTL_HOME: '', SPEC_KITTY_HOME: '' }, '/users/me/.spec-kitty'],
    [{ MISSIONCTL_HOME: '/a/../b/' }, '/a/../b/'],
  ])('%j: %s', async (environment, expected) => {
    expect(await homeOf(environment, '/users/me')).toBe(expected);
  });

  test("the user's home is created in when nothing else is named", async () => {
    const userHome = tempDirectory();
    const environment = { MISSIONCTL_HOME: '' };
    await testHome().ok('join demo --role developer', { environment, userHome });
    expect(existsSync(join(userHome, '.spec-kitty/missions/demo/session.json'))).toBe(true);
  });

  test.each([
    ['MISSIONCTL_HOME', 'state'],
    ['MISSIONCTL_HOME', './state'],
    ['MISSIONCTL_HOME', '~/state'],
    ['SPEC_KITTY_HOME', '../state'],
  ])('%s=%s is relative, and refused', async (variable, value) => {
    const environment = { MISSIONCTL_HOME: '', [variable]: value };
    const { code, json } = await testHome().run('list --json', { environment });
    expect(code).toBe(2);
    expect(json).toMatchObject({
      error_code: 'USAGE',
      error_message: `${variable} must be an absolute path: '${value}'`,
      hint: `export ${variable}="$PWD/${value}"`,
    });
  });

  test("a relative SPEC_KITTY_HOME is nobody's concern beside MISSIONCTL_HOME", async () => {
    expect(await homeOf({ MISSIONCTL_HOME: '/one', SPEC_KITTY_HOME: 'two' })).toBe('/one');
  });

  test.each([undefined, 'relative'])(
    'a user whose home is %j is told what to set',
    async (userHome) => {
      const environment = { MISSIONCTL_HOME: '' };
      const { code, stdout, stderr } = await testHome().run('list', { environment, userHome });
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'error: no home directory is known for this user\n  next: export MISSIONCTL_HOME=<absolute path>\n',
      });
    },
  );

  test('help needs none', async () => {
    const environment = { MISSIONCTL_HOME: 'relative' };
    expect(await testHome().run('--help', { environment })).toMatchObject({ code: 0 });
  });
});
