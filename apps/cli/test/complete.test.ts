import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

let home: TestHome;

beforeEach(async () => {
  home = testHome(join(tempDirectory(), 'home'));
  await home.ok('join demo --role developer');
  await home.ok('join other --role reviewer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('join third --role developer --as bot');
  await home.ok('focus wp:WP01 --mission demo --as bot');
  await home.ok('focus wp:WP01 --mission other');
});

async function proposed(words: readonly string[]): Promise<string> {
  const { stdout } = await home.run(['complete', '--', ...words]);
  return stdout.replace(/\t.*\n/g, ' ').trimEnd();
}

describe('completion of an unfinished last word', () => {
  const everywhere = '--mission --as --me --json --quiet --no-color';

  test.each<readonly [readonly string[], string]>([
    [['foc'], 'focus'],
    [['sw'], 'switch'],
    [['com'], ''],
    [['nothing'], ''],
    [['nothing', ''], ''],
    [['-'], `--help ${everywhere} --version`],
    [['--j'], '--json'],
    [['--v'], '--version'],
    [['--mission', ''], 'demo other third'],
    [['--mission', 'o'], 'other'],
    [['--mission', '-'], ''],
    [['--mission=o'], '--mission=other'],
    [['--mission', 'demo', 'foc'], 'focus'],
    [['--mission=demo', '--json', 'foc'], 'focus'],
    [['--mission', 'demo', 'status', '--as', ''], 'bot'],
    [['--as='], '--as=bot'],
    [['list', '--'], `--help --role --here --gone ${everywhere}`],
    [['list', ''], 'demo other third'],
    [['list', '--role', 'o'], 'observer'],
    [['doctor', '--'], '--help --fix --trust --dry-run --json --quiet --no-color'],
    [['pin', '--'], '--help --unpin --mission --json --quiet --no-color'],
    [['help', '--'], '--help --json --quiet --no-color'],
    [['status', '--watch', '--until', ''], 'change free gone'],
    [['status', '--v'], ''],
    [['status', '--no'], '--no-color'],
    [
      ['list', '--json', '--'],
      '--help --role --here --gone --mission --as --me --quiet --no-color',
    ],
    [['status', '--json='], ''],
    [['status', ''], 'demo other third'],
    [['validate', 'o'], 'other'],
    [['whoami', '--as', ''], 'bot'],
    [['join', ''], 'demo other third'],
    [['drive', ''], 'active inactive give ask take check'],
    [['drive', 'give', ''], ''],
    [['drive', 'give', '--mission', 'demo', ''], 'bot'],
    [['drive', 'give', '--as', 'bot', '--mission', 'demo', ''], 'me'],
    [['drive', 'give', '--mission', 'other', ''], ''],
    [['drive', 'give', '--mission', 'nowhere', ''], ''],
    [['drive', 'ask', ''], ''],
    [['drive', 'active', '--on-collision', ''], 'continue hold defer'],
    [['drive', '--', ''], 'active inactive give ask take check'],
    [['join', 'demo', ''], ''],
    [['join', 'demo', '--role', ''], 'developer reviewer observer stakeholder'],
    [['join', 'demo', '--role=o'], '--role=observer'],
    [['join', 'demo', '--dry'], '--dry-run'],
    [['leave', 'd'], 'demo'],
    [['switch', ''], 'demo other -'],
    [['use', 'o'], 'other'],
    [['pin', 'd'], 'demo'],
    [['exec', 'd'], 'demo'],
    [['exec', 'demo', ''], ''],
    [['exec', 'demo', '--', 'd'], '<file>'],
    [['exec', '--', ''], '<file>'],
    [['exec', 'demo', '--', 'ls', '-'], '<file>'],
    [['join', 'demo', '--api-key-file', ''], '<file>'],
    [['join', '--ca-file=./c'], '--ca-file=<file>'],
    [['complete', '--', ''], ''],
    [['focus', ''], 'wp: step: none wp:WP01'],
    [['focus', 's'], 'step:'],
    [['focus', 'wp:W'], 'wp:WP01'],
    [['focus', '--', 'wp:W'], 'wp:WP01'],
    [['focus', '--', '-'], ''],
    [['drive', '--json=a'], ''],
    [['path', ''], 'home session pointer'],
    [['shell-init', ''], 'bash zsh fish pwsh'],
    [['complete', ''], ''],
    [['status', '--unknown', ''], ''],
  ])('%j: %s', async (words, expected) => {
    expect(await proposed(words)).toBe(expected);
  });

  test('switch - offers the dash that goes back, among its flags', async () => {
    expect(await proposed(['switch', '-'])).toMatch(/(^| )-$/);
  });

  test('an empty word offers commands, without flags', async () => {
    const all = await proposed(['']);
    expect(all.split(' ')).toEqual(expect.arrayContaining(['join', 'leave', 'status', 'focus']));
    expect(all).not.toMatch(/(^| )-/);
    expect(await proposed([])).toBe(all);
    expect(await proposed(['--mission', 'demo', ''])).toBe(all);
  });
});

test('each line is a word, a tab and a short description', async () => {
  const { stdout } = await home.run(['complete', '--', '']);
  for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^[a-z-]+\t[^\t]+$/);
});

test('the lines stay lines under MISSIONCTL_OUTPUT=json', async () => {
  const environment = { MISSIONCTL_OUTPUT: 'json', MISSIONCTL_DEBUG: '1' };
  expect(await home.run(['complete', '--', 'foc'], { environment })).toMatchObject({
    stdout: 'focus\tShow or set what you are working on\n',
  });
});

test('--json has the same words', async () => {
  const { json } = await home.run('complete --json -- foc');
  expect(json.data).toEqual({
    candidates: [{ word: 'focus', brief: 'Show or set what you are working on' }],
  });
});

test('help does not list it', async () => {
  const { stdout } = await home.run('--help');
  expect(stdout).not.toContain('complete');
});

test('a word that a shell would carry out is never offered', async () => {
  for (const focus of ['wp:$(touch', 'wp:`x`', 'wp:;x', 'wp:a&b', 'wp:é', "wp:'", 'wp:a*']) {
    home.edit('demo', { focus });
    expect(await proposed(['focus', ''])).toBe('wp: step: none wp:WP01');
  }
  mkdirSync(join(home.path, 'missions', '$(touch planted)'));
  writeFileSync(join(home.path, 'missions', '$(touch planted)', 'session.json'), '{}');
  expect(await proposed(['join', ''])).toBe('demo other third');
});

test('a damaged session still names its mission', async () => {
  writeFileSync(home.sessionPath('demo'), 'no JSON');
  expect(await proposed(['switch', ''])).toBe('demo other -');
});

test('changes nothing, not even a mode that is too wide', async () => {
  chmodSync(home.sessionPath('demo'), 0o644);
  const before = home.snapshot();
  for (const command of ['join', 'leave', 'switch', 'focus']) await proposed([command, '']);
  expect(home.snapshot()).toEqual(before);
});

describe('a home that cannot be read still offers flags, and prints no error', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a relative home', { MISSIONCTL_HOME: 'home' }],
    ['no home at all', { MISSIONCTL_HOME: '' }],
    ['a home that is not there', { MISSIONCTL_HOME: '/nowhere' }],
    ['a home that is a device', { MISSIONCTL_HOME: '/dev/null' }],
  ])('%s', async (_what, environment) => {
    const around = { environment };
    expect(await home.run(['complete', '--', 'leave', ''], around)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const flags = await home.run(['complete', '--', 'leave', '--d'], around);
    expect(flags.stdout).toMatch(/^--dry-run\t/);
  });
});
