import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';

/** The home that a run with this environment uses. */
async function homeOf(
  environment: Readonly<Record<string, string>>,
  userHome?: string,
): Promise<string> {
  const { stdout } = await testHome().run('path home', { environment, userHome });
  return stdout.trimEnd();
}

describe('the home', () => {
  test.each([
    [{ MISSIONCTL_HOME: '/one', SPEC_KITTY_HOME: '/two' }, '/one'],
    [{ MISSIONCTL_HOME: '', SPEC_KITTY_HOME: '/two' }, '/two'],
    [{ MISSIONCTL_HOME: '', SPEC_KITTY_HOME: '' }, '/users/me/.spec-kitty'],
    [{ MISSIONCTL_HOME: '/a/../b/' }, '/a/../b/'],
  ])('with %j is %s', async (environment, expected) => {
    expect(await homeOf(environment, '/users/me')).toBe(expected);
  });

  test("is created in the user's home directory when nothing else is named", async () => {
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

  test('a relative SPEC_KITTY_HOME is ignored beside MISSIONCTL_HOME', async () => {
    expect(await homeOf({ MISSIONCTL_HOME: '/one', SPEC_KITTY_HOME: 'two' })).toBe('/one');
  });

  test.each([undefined, 'relative'])(
    'the error for a user whose home is %j says what to set',
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

  test('help needs no home', async () => {
    const environment = { MISSIONCTL_HOME: 'relative' };
    expect(await testHome().run('--help', { environment })).toMatchObject({ code: 0 });
  });
});
