import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
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
    ['MISSIONCTL_HOME', 'state', 'here/state'],
    ['MISSIONCTL_HOME', './my state', 'here/./my state'],
    ['SPEC_KITTY_HOME', '../state', 'here/../state'],
    ['MISSIONCTL_HOME', '~/state', 'user/state'],
    ['MISSIONCTL_HOME', '$HOME/a b', 'user/a b'],
    ['MISSIONCTL_HOME', `"\${HOME}/state"`, 'user/state'],
    ['MISSIONCTL_HOME', '"/abs/state"', '/abs/state'],
    ['MISSIONCTL_HOME', "'/abs/a b' ", '/abs/a b'],
    ['MISSIONCTL_HOME', ' /abs/state', '/abs/state'],
    ['MISSIONCTL_HOME', "it's; rm -rf x", "here/it's; rm -rf x"],
  ])('%s=%s is no absolute path: what is printed sets one, run as it is', async (...row) => {
    const [variable, value, expected] = row;
    const environment = { MISSIONCTL_HOME: '', [variable]: value };
    const { code, json } = await testHome().run('list --json', { environment });
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
    expect(json.error_message).toBe(`${variable} must be an absolute path: '${value}'`);
    const base = tempDirectory();
    mkdirSync(join(base, 'here'));
    const script = `${json.hint}\nprintf %s "$${variable}"`;
    const { stdout } = spawnSync('sh', ['-c', script], {
      cwd: join(base, 'here'),
      env: { HOME: join(base, 'user') },
      encoding: 'utf8',
    });
    expect(stdout).toBe(expected.startsWith('/') ? expected : `${base}/${expected}`);
  });

  test.each([
    ['MISSIONCTL_HOME', '/h/\ufffd', undefined],
    ['SPEC_KITTY_HOME', '/h\ufffd/x', undefined],
    ['MISSIONCTL_HOME', '/h/state\r', undefined],
    ['MISSIONCTL_HOME', '/h/a\nb', undefined],
    ['HOME', '', '/users/\ufffd'],
    ['HOME', '', '/users/me\n'],
  ])('%s=%j, or a user whose home is %j, is refused, and nothing is made', async (...row) => {
    const [variable, value, userHome] = row;
    const base = tempDirectory();
    const within = (path: string | undefined) => (path ? `${base}${path}` : path);
    const environment = { MISSIONCTL_HOME: '', [variable]: within(value) ?? '' };
    const around = { environment, userHome: within(userHome) };
    for (const words of ['list', 'join demo --role developer', 'doctor --fix', 'path home']) {
      const { code, json } = await testHome().run(`${words} --json`, around);
      expect({ code, error: json.error_code }).toEqual({ code: 6, error: 'HOME_UNUSABLE' });
      expect(json.hint).toBe('export MISSIONCTL_HOME=<absolute path>');
    }
    expect(readdirSync(base)).toEqual([]);
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

describe('a working directory', () => {
  const gone = Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
  const closed = Object.assign(new Error('uv_cwd'), { code: 'EACCES' });
  const strange = '/work/\ufffd';

  test.each([
    ['that was deleted', gone, 'pin demo'],
    ['that was deleted', gone, 'pin --unpin'],
    ['that cannot be found out', closed, 'pin demo'],
    ['that cannot be found out', closed, 'status'],
    ['whose name is not UTF-8', strange, 'pin demo'],
    ['whose name is not UTF-8', strange, 'status'],
    ['whose name is not UTF-8', strange, 'join --role developer'],
  ])('%s is named where a pin would count: %s, %s', async (_, directory, words) => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const before = home.snapshot();
    const { code, json } = await home.run(`${words} --json`, { directory });
    expect({ code, error: json.error_code }).toEqual({ code: 6, error: 'DIRECTORY_UNUSABLE' });
    expect(json.hint).toContain('cd <directory>');
    expect(home.snapshot()).toEqual(before);
  });

  test.each([gone, closed, strange])('%s is no matter where none does', async (directory) => {
    const home = testHome();
    await home.ok('join demo --role developer', { directory });
    await home.ok('status --mission demo', { directory });
    await home.ok('focus wp:1', { directory, environment: { MISSIONCTL_MISSION: 'demo' } });
    await home.ok('list', { directory });
    await home.ok('switch --clear', { directory });
    const { warnings } = await home.ok('doctor', { directory });
    expect(warnings).toMatchObject([{ code: 'DIRECTORY_UNUSABLE' }]);
  });
});
