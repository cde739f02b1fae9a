import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './run.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('in a home in which nothing ever was', () => {
  test.each([
    ['list', 0, ''],
    ['switch', 0, ''],
    ['validate --all', 0, ''],
    ['path', 0, 'home'],
    ['path home', 0, 'home'],
    ['path pointer', 0, 'session.json'],
    ['status', 3, ''],
    ['current', 3, ''],
    ['validate', 3, ''],
    ['path session', 3, ''],
    ['leave --yes', 3, ''],
    ['switch demo', 3, ''],
    ['switch -', 3, ''],
  ])('%s exits with %i and creates nothing', async (words, exit, ending) => {
    const home = testHome();
    const { code, stdout } = await home.run(words);
    expect(code).toBe(exit);
    expect(stdout.trimEnd().endsWith(ending)).toBe(true);
    expect(existsSync(home.path)).toBe(false);
  });

  test('list says what to do', async () => {
    expect(await testHome().run('list')).toMatchObject({
      stdout: '',
      stderr: 'no mission is joined; next: missionctl join <mission> --role <role>\n',
    });
  });
});

describe('list', () => {
  test('shows every session per mission and alias, and which mission is active', async () => {
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

  test('shows what is wrong, and exits with 0 all the same', async () => {
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

  test('goes by the directory where a file names another mission', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { mission_id: 'other' });
    expect((await home.ok('list')).data['sessions']).toMatchObject([
      { mission_id: 'demo', state: 'invalid', issues: [{ code: 'MISSION_ID_MISMATCH' }] },
    ]);
  });
});

describe('status', () => {
  test('tells programs my session, the others, and collisions', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --as bot --role observer');
    const { participant_id } = home.session('demo', 'bot');
    const json = await home.ok('status --as bot');
    expect(json).toMatchObject({ mission_id: 'demo', participant_id, resolved_from: 'pointer' });
    expect(Object.keys(json.data)).toEqual(['session', 'participants', 'collisions']);
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

  test('shows times for people as spans, and for programs exactly', async () => {
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
    for (const [ms, told] of spans) {
      home.pass(ms);
      expect((await home.run('status')).stdout).toContain(` ${told}\n`);
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

describe('validate', () => {
  test('of a sound session', async () => {
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

  test('tells every issue at once', async () => {
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

  test('--all looks at every session', async () => {
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

  test('with warnings only exits with 0', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { mission_run_id: '' });
    expect(await home.run('validate')).toMatchObject({
      code: 0,
      stdout: 'demo: warning: mission_run_id: there is no mission run id\n',
    });
  });
});

describe('a mode that is too wide', () => {
  async function readable(): Promise<TestHome> {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --as bot --role developer');
    chmodSync(home.sessionPath('demo'), 0o644);
    return home;
  }

  test.each([
    'status',
    'list',
    'focus',
    'focus wp:WP01',
    'drive',
    'drive active',
    'join demo',
    'join demo --role reviewer',
    'leave --yes',
    'status --as bot',
  ])('%s makes it 0600, and says that a token may have been seen', async (words) => {
    const home = await readable();
    const json = await home.ok(words);
    expect(json.warnings).toMatchObject([
      { code: 'MODE_TIGHTENED', message: expect.stringContaining(home.sessionPath('demo')) },
    ]);
    if (!words.startsWith('leave')) expect(modeOf(home.sessionPath('demo'))).toBe('600');
    expect((await home.ok('list')).warnings).toEqual([]);
  });

  test('validate counts it among the issues', async () => {
    const home = await readable();
    const { code, stdout } = await home.run('validate');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^demo: warning: others could open '.*it is 0600 now\n$/);
  });

  test.each([
    'current',
    'current --as cat',
    'path session',
    'switch demo',
    'switch -',
    'join demo --dry-run',
    'leave --dry-run',
  ])('is left to whoever reads the session and can tell: %s', async (words) => {
    const home = await readable();
    await home.run(words);
    expect(modeOf(home.sessionPath('demo'))).toBe('644');
    expect((await home.ok('status')).warnings).toMatchObject([{ code: 'MODE_TIGHTENED' }]);
  });

  test.each(['join demo --dry-run', 'leave --dry-run'])(
    '%s tells, and leaves it',
    async (words) => {
      const home = await readable();
      expect((await home.ok(words)).warnings).toMatchObject([{ code: 'MODE_TOO_WIDE' }]);
    },
  );

  test('of the pointer, which the Python CLI writes so, is tightened in silence', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const pointer = join(home.path, 'session.json');
    chmodSync(pointer, 0o644);
    expect((await home.ok('status')).warnings).toEqual([]);
    expect(modeOf(pointer)).toBe('600');
  });

  test('of the pointer, when everyone can write it, is refused, or a warning where it is not needed', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    chmodSync(join(home.path, 'session.json'), 0o666);
    const { code, json } = await home.run('status --json');
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'UNSAFE_FILE' });
    for (const words of ['list', 'join demo', 'leave demo --yes']) {
      expect((await home.ok(words)).warnings).toMatchObject([{ code: 'UNSAFE_FILE' }]);
    }
  });
});
