import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

interface Finding {
  readonly code: string;
  readonly path: string;
  readonly fix: string | null;
  readonly advice: string | null;
  readonly state: string;
}

async function findings(home: TestHome, words = 'doctor'): Promise<readonly Finding[]> {
  const { json } = await home.run(`${words} --json`);
  return json.data?.['findings'] as readonly Finding[];
}

async function codes(home: TestHome, words = 'doctor'): Promise<readonly string[]> {
  return [...new Set((await findings(home, words)).map(({ code }) => code))].toSorted();
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

/** A pending file that was left an hour ago. */
function leaveOrphan(path: string): void {
  writeFileSync(path, 'half of a session', { mode: 0o600 });
  utimesSync(path, 0, 0);
}

/** A home with every kind of damage. */
async function sickHome(): Promise<TestHome> {
  const home = testHome();
  for (const mission of ['sound', 'broken', 'reversed', 'mixed', 'focusless', 'Team']) {
    await home.ok(`join ${mission} --role developer`);
  }
  await home.ok('join gone --role developer');
  await home.ok('leave gone --yes');
  const missions = join(home.path, 'missions');
  mkdirSync(join(missions, '_old'));
  writeFileSync(home.sessionPath('broken'), '{ "mission_id": ');
  home.edit('reversed', { last_activity_at: '2025-01-01T00:00:00.000000Z' });
  home.edit('mixed', { last_activity_at: '2026-03-02T12:00:00.000000' });
  home.edit('focusless', { focus: 'nonsense' });
  for (const name of ['reversed', 'mixed', 'focusless']) chmodSync(home.sessionPath(name), 0o644);
  mkdirSync(join(missions, 'team'), { mode: 0o700 });
  home.write(join(missions, 'team/session.json'), home.read(home.sessionPath('Team')));
  chmodSync(join(missions, 'team/session.json'), 0o600);
  chmodSync(join(missions, 'sound'), 0o755);
  leaveOrphan(join(missions, 'sound/.session.json.abcdefghijkl.tmp'));
  home.write(join(missions, 'sound/session.tmp'), 'a token');
  symlinkSync('../sound', join(missions, 'mixed/as'));
  home.write(join(missions, 'mixed/session.lock'), 'not empty');
  writeFileSync(
    join(home.path, 'session.json'),
    JSON.stringify({ active_mission_id: 'gone', last_switched_at: null }),
    { mode: 0o600 },
  );
  return home;
}

describe('a healthy home', () => {
  test('prints one line, and exits with 0', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const { code, stdout, stderr } = await home.run('doctor');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `no problems in ${home.path}\n`,
      stderr: '',
    });
  });

  test('may not exist yet, and is not created', async () => {
    const home = testHome();
    expect((await home.run('doctor')).code).toBe(0);
    expect(existsSync(home.path)).toBe(false);
  });

  test('may hold files of others, which doctor ignores', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    for (const name of ['config.toml', 'queue.db', 'clock.json']) {
      writeFileSync(join(home.path, name), 'theirs', { mode: 0o666 });
    }
    mkdirSync(join(home.path, 'auth'), { mode: 0o777 });
    expect((await home.run('doctor --fix')).code).toBe(0);
  });
});

test('what doctor advises for a damaged session repairs it, run before any --fix', async () => {
  const home = testHome();
  await home.ok('join demo --role developer');
  home.write(home.sessionPath('demo'), 'torn');
  const { stdout } = await home.run('doctor');
  const [, advised = ''] = /^ {2}next: missionctl (.*)$/m.exec(stdout) ?? [];
  await home.ok(advised.replace('<role>', 'developer'));
  expect(home.session('demo')).toMatchObject({ role: 'developer' });
});

describe('what was moved aside', () => {
  test('is listed with its age and the reason, is no problem, and is never deleted', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --role developer --as bot');
    home.write(home.sessionPath('demo'), 'torn');
    home.write(join(home.path, 'session.json'), '[]');
    await home.run('doctor --fix');
    home.pass(3 * 86_400_000);
    for (const words of ['doctor', 'doctor --fix']) {
      const { code, stdout } = await home.run(words);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^no problems in /);
      expect(stdout).toMatch(
        /demo\/session\.json\.damaged-\w+\n {2}kept: the session of demo, moved aside 3d ago: .*not valid JSON/,
      );
      expect(stdout).toMatch(
        /home\/session\.json\.damaged-\w+\n {2}kept: the pointer, moved aside 3d ago: ./,
      );
    }
    expect((await home.ok('doctor')).data).toMatchObject({
      findings: [],
      moved_aside: [
        { what: 'pointer', mission_id: null, alias: null },
        { what: 'session', mission_id: 'demo', alias: null },
      ],
      next: 'missionctl join demo --role <role>',
    });
    await home.ok('join demo --role developer');
    expect((await home.ok('doctor')).data).toMatchObject({ moved_aside: [{}, {}], next: null });
  });

  test('leaves the way back as the last line, also where an alias keeps the mission alive', async () => {
    const home = testHome();
    await home.ok('join other --role developer');
    await home.ok('join demo --role developer');
    await home.ok('join demo --role developer --as bot');
    home.write(home.sessionPath('demo'), 'torn');
    for (const words of ['doctor --fix', 'doctor']) {
      expect(await home.run(words)).toMatchObject({
        code: 0,
        stderr:
          'you are not in demo; next: missionctl join demo --role <role>, or missionctl switch other\n',
      });
    }
  });
});

describe('a home with every kind of damage', () => {
  const everything = [
    'ALIASES_NO_DIRECTORY',
    'CASE_COLLISION',
    'FOREIGN_TEMP_FILE',
    'LOCK_UNUSABLE',
    'MODE_TOO_WIDE',
    'NAME_INVALID',
    'ORPHAN',
    'POINTER_DANGLING',
    'SESSION_DAMAGED',
    'SESSION_INVALID',
    'TIMESTAMPS_MIXED',
  ];

  test('is reported with a fix for each finding and exit code 10, and nothing is touched', async () => {
    const home = await sickHome();
    const before = home.snapshot();
    expect(await codes(home)).toEqual(everything);
    for (const { fix, advice } of await findings(home)) expect(fix ?? advice).not.toBeNull();
    expect((await home.run('doctor')).code).toBe(10);
    expect((await home.run('doctor --fix --dry-run')).code).toBe(10);
    expect(home.snapshot()).toEqual(before);
  });

  test('is repaired where nobody has to decide, and no content is lost', async () => {
    const home = await sickHome();
    const { code } = await home.run('doctor --fix');
    expect(code).toBe(10);
    expect(await codes(home)).toEqual([
      'ALIASES_NO_DIRECTORY',
      'CASE_COLLISION',
      'FOREIGN_TEMP_FILE',
      'LOCK_UNUSABLE',
      'NAME_INVALID',
      'SESSION_INVALID',
      'TIMESTAMPS_MIXED',
    ]);
    const broken = readdirSync(dirname(home.sessionPath('broken')));
    const aside = broken.find((name) => name.startsWith('session.json.damaged-')) ?? '';
    expect(home.read(join(home.path, 'missions/broken', aside))).toBe('{ "mission_id": ');
    const { joined_at: joined, last_activity_at: active } = home.session('reversed');
    expect(active).toBe(joined);
    expect(modeOf(home.sessionPath('focusless'))).toBe(0o600);
    expect(modeOf(join(home.path, 'missions/sound'))).toBe(0o700);
    expect(readdirSync(join(home.path, 'missions/sound')).toSorted()).toEqual([
      'session.json',
      'session.lock',
      'session.tmp',
    ]);
    expect(home.pointer()).toMatchObject({ active_mission_id: null });
  });

  test('a fix that fails is reported, and the other fixes go on', async () => {
    const home = await sickHome();
    const mixed = (await findings(home, 'doctor --fix')).find(
      ({ code }) => code === 'TIMESTAMPS_MIXED',
    );
    // The lock file is unusable, so nothing under this lock can be changed.
    expect(mixed).toMatchObject({ state: 'failed' });
  });
});

describe('one problem', () => {
  test('what is in the way of a lock is for a person to move', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const taken = join(dirname(home.sessionPath('demo')), 'session.lock-journal');
    writeFileSync(taken, 'precious', { mode: 0o600 });
    expect(await findings(home)).toMatchObject([
      {
        code: 'LOCK_UNUSABLE',
        found: "a file has the name 'session.lock-journal' beside it, which SQLite would use",
        advice: `check what it is (ls -ld), then run: mv -n ${taken} ${taken}.aside`,
      },
    ]);
    expect((await home.run('doctor --fix')).code).toBe(10);
    renameSync(taken, `${taken}.aside`);
    expect((await home.run('doctor')).code).toBe(0);
  });

  test('mixed times become UTC', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { last_activity_at: '2026-03-02T12:00:00.000000' });
    expect(await codes(home)).toEqual(['TIMESTAMPS_MIXED']);
    expect((await home.run('doctor --fix')).code).toBe(0);
    expect(home.session('demo')).toMatchObject({ last_activity_at: expect.stringMatching(/Z$/) });
    expect(await codes(home)).toEqual([]);
  });

  test('times that lie far ahead are lowered, and changes count again', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const far = '9999-12-31T23:59:59.999999Z';
    home.edit('demo', { joined_at: far, last_activity_at: far });
    const warned = await home.run('focus wp:WP01');
    expect(warned.stderr).toContain('(if that is wrong: missionctl doctor)');
    expect(await codes(home)).toEqual(['TIMESTAMPS_AHEAD']);
    expect((await home.run('doctor --fix')).code).toBe(0);
    expect((await home.ok('focus wp:WP02')).warnings).toEqual([]);
    const { joined_at, last_activity_at } = home.session('demo');
    expect(String(joined_at)).toMatch(/^2026-03-01T12:00/);
    expect(String(last_activity_at) > String(joined_at)).toBe(true);
  });

  test('a damaged pointer is moved aside', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.write(join(home.path, 'session.json'), '[]');
    expect(await codes(home)).toEqual(['POINTER_DAMAGED']);
    expect((await home.run('doctor --fix')).code).toBe(0);
    const aside = readdirSync(home.path).find((name) => name.startsWith('session.json.damaged-'));
    expect(home.read(join(home.path, aside ?? ''))).toBe('[]');
    expect((await home.run('doctor')).code).toBe(0);
  });

  test('what others could have written shows what it says, and stays until it is trusted', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --as bot --role reviewer');
    await home.ok('focus wp:WP01 --mission demo --as bot');
    const session = home.sessionPath('demo', 'bot');
    const pointer = join(home.path, 'session.json');
    const mission = join(home.path, 'missions/demo');
    chmodSync(session, 0o666);
    chmodSync(pointer, 0o666);
    chmodSync(mission, 0o777);
    const before = home.snapshot();
    const participantId = String(home.session('demo', 'bot')['participant_id']);
    const short = `${participantId.slice(0, 6)}...${participantId.slice(-4)}`;
    for (const words of ['doctor', 'doctor --fix', 'doctor --fix --dry-run']) {
      const { code, stdout, stderr } = await home.run(words);
      expect(code).toBe(10);
      expect(stdout).toContain('  others could have written it, so no command believes it\n');
      expect(stdout).toContain(
        `  it says: demo as bot: reviewer, focus wp:WP01, identity ${short}\n  next: if that is what you wrote: missionctl doctor --fix --trust ${session}\n`,
      );
      expect(stdout).toContain('  it says: active mission: demo\n');
      expect(stdout).not.toContain(participantId);
      expect(stdout).not.toContain('--fix would');
      expect(stderr).toBe(
        `next, if all of it is what you wrote: missionctl doctor --fix --trust ${mission} --trust ${pointer} --trust ${session}\n`,
      );
    }
    expect(home.snapshot()).toEqual(before);
    expect((await home.run('status --json')).json.error_code).toBe('UNSAFE_FILE');
    const all = `doctor --fix --trust ${mission} --trust ${pointer} --trust ${session}`;
    expect(await findings(home, `${all} --dry-run`)).toMatchObject([
      { path: mission, fix: 'make it 0700', state: 'found' },
      { path: pointer, fix: 'make it 0600', state: 'found' },
      { path: session, fix: 'make it 0600', state: 'found' },
    ]);
    expect(home.snapshot()).toEqual(before);
    expect(await findings(home, `doctor --fix --trust ${session}`)).toMatchObject([
      { path: mission, state: 'advice' },
      { path: pointer, state: 'advice' },
      {
        path: session,
        state: 'fixed',
        content: [{ what: 'session', participant_id: participantId, alias: 'bot' }],
      },
    ]);
    const { code, json } = await home.run(`${all} --json`);
    expect({ code, left: json.data?.['left'] }).toEqual({ code: 0, left: 0 });
    expect(json.warnings).toMatchObject([
      { code: 'NOTHING_TO_TRUST', message: expect.stringContaining(session) },
    ]);
    expect((await home.run('doctor')).code).toBe(0);
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
  });

  test('a path to trust may be relative, and need not be asked for twice', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    chmodSync(home.sessionPath('demo'), 0o602);
    const around = { directory: join(home.path, 'missions') };
    const { code } = await home.run('doctor --fix --trust demo/session.json', around);
    expect(code).toBe(0);
    expect(modeOf(home.sessionPath('demo'))).toBe(0o600);
  });

  test('in a home that everyone can write, doctor reports everything that --fix finds behind it', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.edit('demo', { last_activity_at: '2025-01-01T00:00:00.000000Z' });
    chmodSync(home.path, 0o777);
    const before = home.snapshot();
    const reported = async (words: string): Promise<readonly string[]> =>
      (await findings(home, words)).map(({ code, fix }) => `${code}: ${fix}`);
    const trusting = `--trust ${home.path}`;
    const looked = await reported(`doctor ${trusting}`);
    expect(looked).toEqual([
      'UNSAFE_FILE: make it 0700',
      'SESSION_INVALID: raise the last activity to the time of joining',
    ]);
    expect(await reported(`doctor --fix --dry-run ${trusting}`)).toEqual(looked);
    expect(await reported('doctor --fix')).toEqual(['UNSAFE_FILE: null']);
    expect(home.snapshot()).toEqual(before);
    expect(modeOf(home.path)).toBe(0o777);
    expect(await reported(`doctor --fix ${trusting}`)).toEqual(looked);
    expect(modeOf(home.path)).toBe(0o700);
  });

  test('a home behind a link that everyone can write is reported, and only its owner can repair it', async () => {
    const home = testHome();
    mkdirSync(`${home.path}.real`);
    chmodSync(`${home.path}.real`, 0o777);
    symlinkSync(`${home.path}.real`, home.path);
    const found = { code: 'UNSAFE_FILE', path: home.path, fix: null };
    expect(await findings(home)).toMatchObject([found]);
    expect(await findings(home, 'doctor --fix')).toMatchObject([found]);
  });

  test('what stands in the place of a directory is reported, and no fix is announced', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const mission = join(home.path, 'missions/afile');
    const aliases = join(home.path, 'missions/demo/as');
    // Doctor now looks for aliases, whatever is in their place.
    mkdirSync(join(home.path, 'missions/demo/notes'));
    for (const path of [mission, aliases]) writeFileSync(path, 'theirs', { mode: 0o600 });
    const found = [
      { code: 'HOME_UNUSABLE', path: mission, fix: null },
      { code: 'ALIASES_NO_DIRECTORY', path: aliases, fix: null },
    ];
    expect(await findings(home)).toMatchObject(found);
    expect(await findings(home, 'doctor --fix')).toMatchObject(found);
  });

  test('a home that is a file is reported', async () => {
    const home = testHome();
    writeFileSync(home.path, 'a file');
    expect(await findings(home)).toMatchObject([{ code: 'HOME_UNUSABLE', path: home.path }]);
  });

  test('an orphan whose writer may still run is left alone', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const pending = join(home.path, 'missions/demo/.session.json.abcdefghijkl.tmp');
    leaveOrphan(pending);
    // The clock of the test says March 2026.
    utimesSync(pending, Date.UTC(2026, 2, 1, 12) / 1000, Date.UTC(2026, 2, 1, 12) / 1000);
    expect(await codes(home)).toEqual([]);
    home.pass(60_000);
    expect(await codes(home)).toEqual(['ORPHAN']);
  });

  test.each([
    ['nobody', 'PIN_DANGLING'],
    ['../x', 'PIN_REFUSED'],
  ])('a pin that says %s is %s', async (id, code) => {
    const directory = tempDirectory();
    writeFileSync(join(directory, '.mission'), `${id}\n`, { mode: 0o644 });
    const { json } = await testHome().run('doctor --json', { directory });
    if (code === 'PIN_DANGLING') {
      expect(json.data).toMatchObject({
        findings: [{ advice: expect.stringContaining('join nobody --role <role>') }],
      });
    }
    expect(json.data).toMatchObject({ findings: [{ code, path: join(directory, '.mission') }] });
  });

  test.each([
    [0x6969, 'NFS'],
    [0x01021997, '9p'],
    [0xff534d42 | 0, 'CIFS'],
  ])('a home on file system type %i is reported as %s', async (type, name) => {
    const home = testHome();
    const { code, stdout } = await home.run('doctor', { fileSystem: { type } });
    expect(code).toBe(10);
    expect(stdout).toContain(`NETWORK_FILE_SYSTEM: it is on ${name}`);
  });

  test.each([
    [{ refusal: 'EROFS' }, 'it is on a read-only file system', 'findmnt --target'],
    [{ refusal: 'EACCES' }, 'you may not write in it', 'ls -ld'],
    [{ freeBytes: 0 }, 'its disk is full', 'df -h'],
    [{ freeFiles: 0 }, 'its disk has no room for another file', 'df -h'],
  ])('a home whose disk is %j is reported: %s', async (fileSystem, problem, advice) => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const { code, stdout } = await home.run('doctor', { fileSystem });
    expect(code).toBe(10);
    expect(stdout).toContain(`HOME_NOT_WRITABLE: ${problem}`);
    expect(stdout).toContain(`next: ${advice} ${home.path}`);
  });
});

test('the advice on a home that shares its files with a snapshot works as printed', async () => {
  const home = testHome(join(tempDirectory(), "it's a home"));
  await home.ok('join demo --role developer');
  await home.ok('join demo --role developer --as bot');
  const copied = spawnSync('cp', ['-al', home.path, `${home.path}.snapshot`]);
  if (copied.status !== 0) return;
  const before = home.session('demo');
  const refused = await home.run('status --mission demo --json');
  expect(refused.json).toMatchObject({ error_code: 'SESSION_DAMAGED' });
  expect(refused.json.hint).toMatch(/^missionctl doctor/);
  const [finding] = await findings(home);
  const command = finding?.advice?.replace(/^when no missionctl is running: /, '') ?? '';
  expect(spawnSync('sh', ['-c', command], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(await codes(home)).toEqual([]);
  await home.ok('focus wp:1 --mission demo');
  const snapshot = join(`${home.path}.snapshot`, 'missions/demo/session.json');
  expect(JSON.parse(home.read(snapshot))).toEqual(before);
});
