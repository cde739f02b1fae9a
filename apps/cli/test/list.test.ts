import { chmodSync, writeFileSync } from 'node:fs';
import { presencePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { lives, machine } from './support/processes.ts';
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

  test('shows who is proven to be alive, or gone, and reads the roster only for that', async () => {
    const home = testHome();
    const on = machine();
    await home.ok('join demo --role developer');
    for (const alias of ['bot', 'cat', 'dog'])
      await home.ok(`join demo --role observer --as ${alias}`);
    await lives(home, on, 'bot');
    on.end(await lives(home, on, 'cat'));
    const around = { processes: on.seenBy() };
    const listed = async (words: string): Promise<unknown> => {
      const sessions = (await home.ok(words, around)).data['sessions'];
      return (sessions as readonly { alias: string; verdict: string }[]).map(
        ({ alias, verdict }) => `${alias} ${verdict}`,
      );
    };
    expect(await listed('list --here')).toEqual(['bot here']);
    expect(await listed('list --gone')).toEqual(['cat gone']);
    expect(await listed('list demo --gone --as bot')).toEqual([]);
    home.pass(31 * 60_000);
    expect((await home.run('list --here', around)).stdout).toMatch(
      /^\* {3}demo {3}bot {3}observer {3}wp:X {3}- {3}31m ago {3}quiet\n$/,
    );
    expect((await home.run('list --gone --role developer', around)).stderr).toBe(
      'nobody is proven gone; next: missionctl list\n',
    );
    expect((await home.run('list --here --gone --json')).json.error_code).toBe('USAGE');
    const cat = String(home.session('demo', 'cat')['participant_id']);
    writeFileSync(presencePath(home.path, 'demo', cat), '{');
    const plain = await home.ok('list', around);
    expect(plain.warnings).toEqual([]);
    expect(JSON.stringify(plain.data)).not.toContain('verdict');
    expect((await home.ok('list --here', around)).warnings).toMatchObject([
      { code: 'ROSTER_DAMAGED' },
    ]);
    expect(await listed('list --here')).toEqual(['bot quiet']);
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
