import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testHome } from './support/run.ts';

const noMission = [
  '..',
  '.',
  '../x',
  '/abs',
  'a/b',
  'a\\b',
  'con',
  'NUL.txt',
  '',
  ' ',
  '_x',
  'x.',
  'é',
  'a\0b',
  'x'.repeat(65),
];
const noAlias = ['..', '../x', '/abs', 'a/b', 'con', '', 'Bot', '_bot', 'a b', 'x'.repeat(33)];

describe.each(noMission)('%j is no mission', (id) => {
  test.each([
    ['join', ['join', id, '--role', 'developer']],
    ['join --mission', ['join', '--mission', id, '--role', 'developer']],
    ['leave', ['leave', id, '--yes']],
    ['switch', ['switch', id]],
    ['status --mission', ['status', '--mission', id]],
    ['focus --mission', ['--mission', id, 'focus', 'wp:WP01']],
    ['drive --mission', ['drive', 'active', '--mission', id]],
    ['path session --mission', ['path', 'session', '--mission', id]],
  ])('for %s', async (_name, words) => {
    const home = testHome();
    const { code, json, stderr } = await home.run(['--json', ...words]);
    expect({ code, stderr, error: json.error_code }).toEqual({
      code: 2,
      stderr: '',
      error: 'INVALID_ID',
    });
    expect(existsSync(home.path)).toBe(false);
  });
});

describe.each(noAlias)('%j is no alias', (alias) => {
  test.each([
    ['join', ['join', 'demo', '--role', 'developer']],
    ['leave', ['leave', 'demo', '--yes']],
    ['status', ['status', '--mission', 'demo']],
    ['switch', ['switch', 'demo']],
    ['list', ['list']],
  ])('for %s', async (_name, words) => {
    const home = testHome();
    const { code, json } = await home.run([...words, '--json', '--as', alias]);
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'INVALID_ID' });
    expect(existsSync(home.path)).toBe(false);
  });
});

describe('an environment variable with an invalid id', () => {
  test.each([
    ['MISSIONCTL_MISSION', '..'],
    ['MISSIONCTL_MISSION', 'a/b'],
    ['MISSIONCTL_AS', '..'],
    ['MISSIONCTL_AS', 'Bot'],
  ])('%s=%s is refused, with its name', async (variable, value) => {
    const home = testHome();
    const environment = { [variable]: value };
    const { code, stderr } = await home.run('status', { environment });
    expect(code).toBe(2);
    expect(stderr).toContain(`\n  it is the value of ${variable}\n  next: unset ${variable}\n`);
    expect((await home.run('status --json', { environment })).json).toMatchObject({
      error_code: 'INVALID_ID',
      details: { variable },
    });
    expect(existsSync(home.path)).toBe(false);
  });
});

test.each(['..', 'a/b', 'con'])('a pointer to %j is damaged, and never used', async (id) => {
  const home = testHome();
  await home.ok('join demo --role developer');
  home.write(`${home.path}/session.json`, JSON.stringify({ active_mission_id: id }));
  const { code, json } = await home.run('status --json');
  expect({ code, error: json.error_code }).toEqual({ code: 6, error: 'POINTER_DAMAGED' });
});
