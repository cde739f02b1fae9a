import { describe, expect, test } from 'vitest';
import { testHome } from './support/run.ts';

describe('validate', () => {
  test('accepts a valid session', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    expect(await home.run('validate')).toMatchObject({
      code: 0,
      stdout: 'demo: valid\n',
      stderr: 'mission demo (from the pointer)\n',
    });
    expect((await home.ok('validate')).data).toEqual({
      sessions: [
        {
          mission_id: 'demo',
          alias: null,
          path: home.sessionPath('demo'),
          state: 'joined',
          issues: [],
        },
      ],
    });
  });

  test('takes the mission as an argument, and with --all only what the flags ask for', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --as bot --role developer');
    await home.ok('join other --role developer');
    const validated = async (words: string): Promise<string> => (await home.run(words)).stdout;
    expect(await validated('validate demo')).toBe('demo: valid\n');
    expect(await validated('validate --all demo')).toBe('demo: valid\ndemo as bot: valid\n');
    expect(await validated('validate --all --mission other')).toBe('other: valid\n');
    expect(await validated('validate --all --as bot')).toBe('demo as bot: valid\n');
    expect(await home.run('validate --all dmeo')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'no session matches, did you mean demo?\n',
    });
  });

  test('reports every issue at once', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { role: '', focus: 'x', drive_intent: 'y', participant_id: 'z' });
    const { code, stdout, stderr } = await home.run('validate');
    expect(code).toBe(6);
    for (const field of ['role', 'focus', 'drive_intent', 'participant_id']) {
      expect(stdout).toMatch(new RegExp(`^demo: error: ${field}: `, 'm'));
    }
    expect(stderr.split('\n')).toEqual([
      'error: 1 of 1 sessions has errors',
      `  ${home.sessionPath('demo')}`,
      '  next: missionctl join demo --role <role> --replace',
      '',
    ]);
  });

  test('--all checks every session', async () => {
    const home = testHome();
    for (const mission of ['one', 'two']) await home.ok(`join ${mission} --role developer`);
    await home.ok('join two --as bot --role developer');
    expect((await home.run('validate --all')).stdout).toBe(
      'one: valid\ntwo: valid\ntwo as bot: valid\n',
    );
    home.edit('one', { focus: 'x' });
    home.write(home.sessionPath('two', 'bot'), '');
    const { code, json } = await home.run('validate --all --json');
    expect(code).toBe(6);
    expect(json).toMatchObject({
      error_code: 'SESSION_DAMAGED',
      error_message: `2 of 3 sessions have errors: ${home.sessionPath('one')}`,
      hint: 'missionctl focus none --mission one',
      details: { sessions: [{ state: 'invalid' }, { state: 'joined' }, { state: 'damaged' }] },
    });
  });

  test('exits with 0 when there are only warnings', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { mission_run_id: '' });
    expect(await home.run('validate')).toMatchObject({
      code: 0,
      stdout: 'demo: warning: mission_run_id: there is no mission run id\n',
    });
  });
});
