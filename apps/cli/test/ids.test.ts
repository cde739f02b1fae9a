import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';

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
  'x'.repeat(129),
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

describe('an alias that nobody new can have', () => {
  const reserved = ['you', 'me', 'none', 'null', 'claude-', 'claude-null', 'codex-undefined'];

  test.each(reserved)('%s is refused for a join, and a hint names another', async (alias) => {
    const home = testHome();
    const words = ['join', 'demo', '--role', 'developer', '--as', alias, '--json'];
    const { code, json } = await home.run(words);
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'INVALID_ID' });
    expect(json.hint).toBe('choose another alias, as in --as bot');
    expect(existsSync(home.path)).toBe(false);
    await home.ok('join demo --role developer');
    const absent = await home.run(['focus', '--mission', 'demo', '--as', alias, '--json']);
    expect(absent.json).toMatchObject({
      error_code: 'NOT_JOINED',
      hint: 'missionctl join demo --as <alias> --role <role>',
    });
  });

  test('that somebody has keeps working: it lists, joins again, is repaired and leaves', async () => {
    const home = testHome();
    await home.ok('join demo --role developer --as bot');
    renameSync(dirname(home.sessionPath('demo', 'bot')), dirname(home.sessionPath('demo', 'you')));
    const listed = await home.ok('list');
    expect(JSON.stringify(listed.data)).toContain('"you"');
    await home.ok('focus wp:1 --mission demo --as you');
    await home.ok('join demo --as you --role reviewer --replace');
    home.write(home.sessionPath('demo', 'you'), 'torn');
    await home.ok('join demo --as you --role reviewer --replace');
    await home.ok('leave demo --as you --yes');
  });
});

describe('a mission id of 66 characters, as upstream has them, and one of 128', () => {
  test.each([66, 128])('%i: joined, pinned, damaged, repaired and left', async (length) => {
    const home = testHome();
    const id = 'x'.repeat(length);
    await home.ok(`join ${id} --role developer`);
    await home.ok(`join ${id} --role developer --as bot`);
    const directory = tempDirectory();
    await home.ok(`pin ${id}`, { directory });
    expect((await home.ok('current', { directory })).resolved_from).toBe('pin');
    expect((await home.ok('current')).resolved_from).toBe('pointer');
    home.write(home.sessionPath(id), 'torn');
    expect((await home.run('doctor --fix')).code).toBe(0);
    expect((await home.ok('list')).data).toMatchObject({ sessions: [{ alias: 'bot' }] });
    await home.ok(`leave ${id} --as bot --yes`);
  });
});
