import { chmodSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testHome } from './support/run.ts';

describe('list', () => {
  test('shows each session by mission and alias, and which mission is active', async () => {
    const home = testHome();
    await home.ok('join one --role developer');
    await home.ok('join two --as bot --role observer');
    await home.ok('join three --role stakeholder');
    await home.ok('focus wp:WP01 --mission one');
    await home.ok('drive active --mission one');
    home.pass(2 * 60_000);
    expect((await home.run('list')).stdout.split('\n')).toEqual([
      '    one     you   developer     wp:WP01   driving   2m ago',
      '*   three   you   stakeholder   -         -         2m ago',
      '    two     bot   observer      -         -         2m ago',
      '',
    ]);
    const { data } = await home.ok('list');
    expect(data).toMatchObject({
      active_mission_id: 'three',
      sessions: [
        {
          mission_id: 'one',
          alias: null,
          role: 'developer',
          drive_intent: 'active',
          active: false,
        },
        { mission_id: 'three', alias: null, role: 'stakeholder', active: true },
        { mission_id: 'two', alias: 'bot', role: 'observer', active: false },
      ],
    });
  });

  test('shows the sessions that its argument and flags ask for', async () => {
    const home = testHome();
    await home.ok('join one --role developer');
    await home.ok('join one --as bot --role observer');
    await home.ok('join two --as bot --role developer');
    const listed = async (words: string, around = {}): Promise<unknown> => {
      const sessions = (await home.ok(words, around)).data['sessions'];
      return (sessions as readonly { mission_id: string; alias: string | null }[]).map(
        ({ mission_id, alias }) => `${mission_id}/${alias ?? ''}`,
      );
    };
    expect(await listed('list one')).toEqual(['one/', 'one/bot']);
    expect(await listed('list --mission two')).toEqual(['two/bot']);
    expect(await listed('list --as bot')).toEqual(['one/bot', 'two/bot']);
    expect(await listed('list --role developer')).toEqual(['one/', 'two/bot']);
    expect(await listed('list one --as bot --role developer')).toEqual([]);
    // The environment says where to act, which is no question of what to list.
    const environment = { MISSIONCTL_MISSION: 'two', MISSIONCTL_AS: 'bot' };
    expect(await listed('list', { environment })).toEqual(['one/', 'one/bot', 'two/bot']);
    expect(await home.run('list nobodys')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'no session matches; next: missionctl list\n',
    });
    expect((await home.run('list oen')).stderr).toBe('no session matches, did you mean one?\n');
    const { code, json } = await home.run('list --role boss --json');
    expect(code).toBe(2);
    expect(json).toMatchObject({ error_code: 'INVALID_ROLE', details: { given: 'boss' } });
  });

  test('shows what is wrong, and exits with 0 anyway', async () => {
    const home = testHome();
    for (const mission of ['damaged', 'invalid', 'unsafe', 'whole']) {
      await home.ok(`join ${mission} --role developer`);
    }
    home.write(home.sessionPath('damaged'), '{');
    home.edit('invalid', { role: 'boss' });
    chmodSync(home.sessionPath('unsafe'), 0o666);
    const { code, stdout } = await home.run('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/damaged +you +damaged \(unparseable\)\n/);
    expect(stdout).toMatch(/invalid +you +boss .* invalid\n/);
    expect(stdout).toMatch(/unsafe +you +unsafe\n/);
    expect((await home.ok('list')).data['sessions']).toMatchObject([
      { state: 'damaged', fault: 'unparseable', issues: [{ severity: 'error' }] },
      { state: 'invalid', issues: [{ code: 'ROLE_UNKNOWN', field: 'role' }] },
      { state: 'unsafe', fault: null, issues: [{ code: 'UNSAFE_FILE' }] },
      { state: 'joined', issues: [] },
    ]);
  });

  test('shows the mission of the directory when a file names another', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { mission_id: 'other' });
    expect((await home.ok('list')).data['sessions']).toMatchObject([
      { mission_id: 'demo', state: 'invalid', issues: [{ code: 'MISSION_ID_MISMATCH' }] },
    ]);
  });
});
