import { describe, expect, test } from 'vitest';
import { testHome } from './support/run.ts';

describe('status', () => {
  test('gives programs my session, the others, and collisions', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --as bot --role observer');
    const { participant_id } = home.session('demo', 'bot');
    const json = await home.ok('status --as bot');
    expect(json).toMatchObject({ mission_id: 'demo', participant_id, resolved_from: 'pointer' });
    expect(Object.keys(json.data)).toEqual(['session', 'participants', 'claims', 'collisions']);
    expect(Object.keys(json.data['session'] as object)).toEqual([
      'mission_id',
      'mission_run_id',
      'participant_id',
      'role',
      'joined_at',
      'last_activity_at',
      'drive_intent',
      'focus',
      'capabilities',
    ]);
    expect(json.data).toMatchObject({
      session: { role: 'observer', participant_id },
      participants: [{ alias: 'bot' }, { alias: null }],
      collisions: [],
    });
  });

  test('shows a mission that only agents have joined, and says that I have not', async () => {
    const home = testHome();
    await home.ok('join agents --as bot --role developer');
    await home.ok('join agents --as cat --role observer');
    const expected = [
      'agents   you   not joined',
      '         bot   developer',
      '         cat   observer',
    ];
    for (const words of ['status agents', 'status --mission agents']) {
      const { code, stdout, stderr } = await home.run(words);
      expect(code).toBe(0);
      expect(
        stdout.split('\n').map((line) => line.replace(/ +- +- +now +unknown: .*$/, '')),
      ).toEqual([...expected, '']);
      expect(stderr).toBe(
        'you have not joined agents; next: missionctl join agents --role <role>\n',
      );
    }
    const json = await home.ok('status agents');
    expect(json).toMatchObject({ mission_id: 'agents', participant_id: null });
    expect(json.data).toMatchObject({
      session: null,
      participants: [{ alias: 'bot' }, { alias: 'cat' }],
      collisions: [],
    });
  });

  test('of a mission in which another alias acts says so by its name', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const { stdout, stderr } = await home.run('status demo --as bot');
    expect(stdout).toMatch(/^demo {3}bot {3}not joined\n {7}you {3}developer/);
    expect(stderr).toContain('bot has not joined demo; next: missionctl join demo --as bot ');
  });

  test('is as strict as before where no mission is named', async () => {
    const home = testHome();
    await home.ok('join agents --as bot --role developer');
    const inAgents = { environment: { MISSIONCTL_MISSION: 'agents' } };
    const inNone = { environment: { MISSIONCTL_MISSION: 'nobodys' } };
    expect((await home.run('status --json', inAgents)).json.error_code).toBe('NOT_JOINED');
    expect((await home.run('status --json', inNone)).json.error_code).toBe('POINTER_DANGLING');
    expect((await home.run('status nobodys --json')).json.error_code).toBe('NOT_JOINED');
  });

  test('shows people how long ago it was, and programs the exact time', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const { joined_at } = home.session('demo');
    const spans: readonly (readonly [number, string])[] = [
      [30_000, 'now'],
      [60_000, '1m ago'],
      [3_600_000, '1h ago'],
      [3 * 86_400_000, '3d ago'],
      [-5 * 86_400_000, 'in 1d'],
    ];
    for (const [ms, shown] of spans) {
      home.pass(ms);
      expect((await home.run('status')).stdout).toContain(` ${shown}\n`);
      expect((await home.ok('status')).data['session']).toMatchObject({ joined_at });
    }
    expect(joined_at).toMatch(/^2026-03-01T12:00:00\.\d{6}Z$/);
  });

  test('says what is wrong with my session', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { role: 'boss', participant_id: 'nobody' });
    const { code, stdout, stderr } = await home.run('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ invalid\n$/);
    expect(stderr).toContain('error: the role "boss" is none of');
    expect(stderr).toContain('error: a participant id has 26 characters, this one 6');
  });
});
