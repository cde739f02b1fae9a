import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { moveNotes } from '../src/session/active-move.ts';
import { type TestHome, testHome } from './support/run.ts';

const given = '01HXN8K3M9PQRSTVWXYZ654321';
const run = '01HXN8K3M9PQRSTVWXYZ123456';

async function joined(words = 'join demo --role developer'): Promise<TestHome> {
  const home = testHome();
  await home.ok(words);
  return home;
}

describe('a first join', () => {
  test('writes the session, makes the mission active, and says what to do next', async () => {
    const home = testHome();
    const { code, stdout, stderr } = await home.run('join demo --role developer');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'joined demo as developer (identity issued by this machine)',
      'you can: focus, drive       next: missionctl focus wp:<id>',
      '',
    ]);
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
    expect(home.session('demo')).toMatchObject({
      mission_id: 'demo',
      role: 'developer',
      drive_intent: 'inactive',
      focus: null,
      session_token: '',
      saas_api_url: '',
    });
  });

  test('gives programs the same, under stable keys', async () => {
    const home = testHome();
    const { json } = await home.run('join demo --role observer --json');
    expect(Object.keys(json)).toEqual([
      'result',
      'mission_id',
      'participant_id',
      'resolved_from',
      'acting_as',
      'acting_from',
      'data',
      'warnings',
    ]);
    const { participant_id } = home.session('demo');
    expect(json).toEqual({
      result: 'success',
      mission_id: 'demo',
      participant_id,
      resolved_from: 'flag',
      acting_as: null,
      acting_from: 'myself',
      data: {
        role: 'observer',
        capabilities: {
          focus: true,
          drive: false,
          execute: false,
          acknowledge: false,
          comment: true,
          decide: false,
        },
        issuer: 'standalone',
        changed: true,
        created: true,
        path: home.sessionPath('demo'),
        quarantined: null,
        active_moved: { from: null, to: 'demo', previous: null },
        dry_run: false,
      },
      warnings: [],
    });
  });

  test.each([
    ['developer', 'you can: focus, drive'],
    ['reviewer', 'you can: focus, drive'],
    ['observer', 'you can: focus '],
    ['stakeholder', 'you can: watch '],
  ])('as %s prints %s', async (role, note) => {
    const { stderr } = await testHome().run(`join demo --role ${role}`);
    expect(stderr).toContain(`\n${note}`);
  });

  test('says when the environment names the mission', async () => {
    const home = testHome();
    const environment = { MISSIONCTL_MISSION: 'demo' };
    const json = await home.ok('join --role developer', { environment });
    expect(json).toMatchObject({ mission_id: 'demo', resolved_from: 'environment', warnings: [] });
  });

  test('without a role fails, and asks nothing without a terminal', async () => {
    const home = testHome();
    const { code, json, questions } = await home.run('join demo --json');
    expect({ code, error: json.error_code, questions }).toEqual({
      code: 2,
      error: 'USAGE',
      questions: [],
    });
    expect(existsSync(home.path)).toBe(false);
  });
});

describe('a role that is missing', () => {
  const terminal = ['stdin', 'stderr'] as const;

  test('is asked for on a terminal', async () => {
    const home = testHome();
    const ran = await home.run('join demo', { terminal, answers: ['reviewer'] });
    expect(ran).toMatchObject({
      code: 0,
      questions: ['your role (developer, reviewer, observer, stakeholder): '],
    });
    expect(home.session('demo')).toMatchObject({ role: 'reviewer' });
  });

  test.each([
    ['a wrong answer', ['boss'], 'INVALID_ROLE'],
    ['an empty answer', [''], 'USAGE'],
    ['the end of the input', [], 'USAGE'],
  ])('%s writes nothing', async (_name, answers, error) => {
    const home = testHome();
    const ran = await home.run('join demo', { terminal, answers });
    expect(ran.code).toBe(2);
    expect(ran.questions).toHaveLength(1);
    expect(ran.stderr).toContain(error === 'USAGE' ? 'no role given' : "unknown role 'boss'");
    expect(existsSync(home.path)).toBe(false);
  });

  test.each([
    ['stdin is no terminal', ['stderr'], {}, ''],
    ['stderr is no terminal', ['stdin'], {}, ''],
    ['--json is given', terminal, {}, ' --json'],
    ['MISSIONCTL_OUTPUT is json', terminal, { MISSIONCTL_OUTPUT: 'json' }, ''],
  ] as const)('is not asked for when %s', async (_name, streams, environment, flag) => {
    const ran = await testHome().run(`join demo${flag}`, {
      terminal: streams,
      environment,
      answers: ['developer'],
    });
    expect(ran).toMatchObject({ code: 2, questions: [] });
  });

  test('is the stored role when the mission is joined already', async () => {
    const home = await joined('join demo --role reviewer');
    expect(await home.run('join demo', { terminal })).toMatchObject({ code: 0, questions: [] });
    expect(home.session('demo')).toMatchObject({ role: 'reviewer' });
  });

  test('is asked for when the stored role is invalid', async () => {
    const home = await joined();
    home.edit('demo', { role: 'boss' });
    expect(await home.run('join demo')).toMatchObject({ code: 2 });
    await home.run('join demo', { terminal, answers: ['observer'] });
    expect(home.session('demo')).toMatchObject({ role: 'observer' });
  });
});

describe('joining again with the same identity', () => {
  test('changes nothing at all', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const before = home.snapshot();
    home.pass(60_000);
    const json = await home.ok('join demo');
    expect(json.data).toMatchObject({ changed: false, created: false, role: 'developer' });
    expect(home.snapshot()).toEqual(before);
    expect((await home.run('join demo --role developer')).stderr).toContain(
      'joined demo as developer already',
    );
    expect(home.snapshot()).toEqual(before);
  });

  test('with another role keeps focus, drive and the time of joining', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    await home.ok('drive active');
    const before = home.session('demo');
    home.pass(60_000);
    const { stderr } = await home.run('join demo --role reviewer');
    expect(stderr).toContain('reviewer in demo now (was developer)');
    expect(home.session('demo')).toEqual({ ...before, role: 'reviewer' });
  });

  test.each(['observer', 'stakeholder'])(
    'as %s, who may not drive, stops driving',
    async (role) => {
      const home = await joined();
      await home.ok('focus wp:WP01');
      await home.ok('drive active');
      const before = home.session('demo');
      const json = await home.ok(`join demo --role ${role}`);
      expect(json.data).toMatchObject({ changed: true, created: false });
      expect(home.session('demo')).toEqual({ ...before, role, drive_intent: 'inactive' });
    },
  );

  test('after leaving returns the same identity', async () => {
    const home = await joined();
    const { participant_id, mission_run_id } = home.session('demo');
    await home.ok('leave --yes');
    await home.ok('join demo --role observer');
    expect(home.session('demo')).toMatchObject({ participant_id, mission_run_id });
  });

  test('completes a join that ended between the session and the pointer', async () => {
    const home = await joined();
    rmSync(join(home.path, 'session.json'));
    const session = home.read(home.sessionPath('demo'));
    expect(await home.run('current')).toMatchObject({ code: 3 });
    expect((await home.ok('join demo')).data).toMatchObject({ changed: false });
    expect(await home.run('current')).toMatchObject({ code: 0, stdout: 'demo\n' });
    expect(home.read(home.sessionPath('demo'))).toBe(session);
  });

  test('completes a join that ended between the issuer and the session', async () => {
    const home = await joined();
    const { participant_id } = home.session('demo');
    rmSync(home.sessionPath('demo'));
    await home.ok('join demo --role developer');
    expect(home.session('demo')).toMatchObject({ participant_id });
  });
});

describe('joining with another identity', () => {
  const again = `join demo --participant-id ${given}`;

  test('is a conflict that changes nothing', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const { participant_id } = home.session('demo');
    const before = home.snapshot();
    const { code, json } = await home.run(`${again} --json`);
    expect(code).toBe(5);
    expect(json).toMatchObject({
      error_code: 'CONFLICT',
      details: { stored_participant_id: participant_id, granted_participant_id: given },
    });
    expect(home.snapshot()).toEqual(before);
  });

  test('replaces the stored one on demand, with a session of its own', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const { code, stderr } = await home.run(`${again} --run-id ${run} --replace`);
    expect(code).toBe(0);
    expect(stderr).toContain('joined demo as developer with another identity (identity as given)');
    expect(home.session('demo')).toMatchObject({
      participant_id: given,
      mission_run_id: run,
      role: 'developer',
      focus: null,
    });
  });

  test('--replace with the same identity changes nothing', async () => {
    const home = await joined();
    await home.ok('focus wp:WP01');
    const before = home.read(home.sessionPath('demo'));
    expect((await home.ok('join demo --replace')).data).toMatchObject({ changed: false });
    expect(home.read(home.sessionPath('demo'))).toBe(before);
  });
});

describe('a given identity', () => {
  test('is stored in canonical case, and this machine issues nothing', async () => {
    const home = testHome();
    const words = `join demo --role developer --participant-id ${given.toLowerCase()} --run-id ${run.toLowerCase()}`;
    const json = await home.ok(words);
    expect(json).toMatchObject({ participant_id: given, data: { issuer: 'given' } });
    expect(home.session('demo')).toMatchObject({ participant_id: given, mission_run_id: run });
    expect(existsSync(join(home.path, 'issuer'))).toBe(false);
  });

  test('may have no run', async () => {
    const home = testHome();
    await home.ok(`join demo --role developer --participant-id ${given}`);
    expect(home.session('demo')).toMatchObject({ mission_run_id: '' });
    const { code, stdout } = await home.run('validate');
    expect(code).toBe(0);
    expect(stdout).toContain('warning: mission_run_id: there is no mission run id');
  });

  test.each([
    ['too short', `--participant-id ${given.slice(1)}`],
    ['of another alphabet', `--participant-id ${given.replace('K', 'U')}`],
    ['overflowing', `--participant-id 8${given.slice(1)}`],
    ['with a run id that is none', `--participant-id ${given} --run-id nonsense`],
  ])('with %s is refused, and never shown', async (_name, flags) => {
    const home = testHome();
    const { code, stdout, stderr } = await home.run(`join demo --role developer ${flags}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain(given.slice(1));
    expect(existsSync(home.path)).toBe(false);
  });
});

describe('a mission whose name differs by case only', () => {
  test('is refused before anyone is asked for an identity', async () => {
    const home = await joined();
    const before = home.snapshot();
    const { code, json } = await home.run('join Demo --role developer --json');
    expect(code).toBe(2);
    expect(json).toMatchObject({
      error_code: 'INVALID_ID',
      hint: 'missionctl join demo',
      details: { given: 'Demo', existing: 'demo' },
    });
    expect(home.snapshot()).toEqual(before);
  });

  test('is refused after the other one was left, too', async () => {
    const home = await joined();
    await home.ok('leave --yes');
    expect(await home.run('join DEMO --role developer')).toMatchObject({ code: 2 });
    expect(readdirSync(join(home.path, 'issuer'))).not.toContain('DEMO.json');
  });
});

describe('a damaged session', () => {
  test('is refused before the issuer is asked', async () => {
    const home = testHome();
    mkdirSync(dirname(home.sessionPath('demo')), { recursive: true });
    writeFileSync(home.sessionPath('demo'), '{', { mode: 0o600 });
    const before = home.snapshot();
    const { code, json } = await home.run('join demo --role developer --json');
    expect({ code, error: json.error_code }).toEqual({ code: 6, error: 'SESSION_DAMAGED' });
    expect(home.snapshot()).toEqual(before);
  });

  test('is moved aside by --replace, byte for byte and private', async () => {
    const home = await joined();
    const { participant_id } = home.session('demo');
    writeFileSync(home.sessionPath('demo'), '{"cut": ');
    const json = await home.ok('join demo --role developer --replace');
    const kept = String(json.data['quarantined']);
    expect(dirname(kept)).toBe(dirname(home.sessionPath('demo')));
    expect(kept).toMatch(/session\.json\.damaged-\d{8}T\d{12}Z$/);
    expect(home.read(kept)).toBe('{"cut": ');
    expect(home.session('demo')).toMatchObject({ participant_id, role: 'developer' });
    expect((await home.run('list')).stdout).toMatch(/^\* {3}demo {3}you {3}developer .*now$/m);
  });

  test('needs --role, since its own cannot be read', async () => {
    const home = await joined();
    writeFileSync(home.sessionPath('demo'), '');
    const { code, json } = await home.run('join demo --replace --json');
    expect({ code, message: json.error_message }).toMatchObject({
      code: 2,
      message: expect.stringContaining('no role given'),
    });
    expect(home.read(home.sessionPath('demo'))).toBe('');
  });
});

describe('an invalid session', () => {
  test('of another mission is refused, and replaced on demand', async () => {
    const home = await joined();
    home.edit('demo', { mission_id: 'other' });
    const { code, json } = await home.run('join demo --role reviewer --json');
    expect({ code, error: json.error_code }).toEqual({ code: 6, error: 'SESSION_INVALID' });
    expect(json.hint).toBe('missionctl join demo --role <role> --replace');
    await home.ok('join demo --role reviewer --replace');
    expect(home.session('demo')).toMatchObject({ mission_id: 'demo', role: 'reviewer' });
  });

  test('with two bad fields, of which neither can be repaired alone, is replaced on demand', async () => {
    const home = await joined();
    home.edit('demo', { focus: 'nothing much', drive_intent: 'maybe' });
    for (const words of ['focus none', 'drive inactive', 'validate']) {
      const { code, json } = await home.run(`${words} --json`);
      expect({ code, hint: json.hint }).toEqual({
        code: 6,
        hint: 'missionctl join demo --role <role> --replace',
      });
    }
    const { stderr } = await home.run('join demo --replace');
    expect(stderr).toContain('joined demo as developer again');
    expect(await home.run('focus wp:WP01')).toMatchObject({ code: 0 });
  });
});

describe('a pointer that cannot be set is a warning, and the join is done', () => {
  test('with a damaged pointer, which is left as it is', async () => {
    const home = await joined();
    const pointer = join(home.path, 'session.json');
    writeFileSync(pointer, '{"cut": ');
    const { code, stdout, stderr } = await home.run('join other --role developer');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(
      /^warning: \w+ is not the active mission: .* pointer is unparseable: '.*session\.json'/m,
    );
    expect(stderr).toMatch(/next: missionctl focus wp:<id> --mission other$/m);
    expect(home.read(pointer)).toBe('{"cut": ');
    expect(home.session('other')).toMatchObject({ role: 'developer' });
  });

  test('with another mission selected, so that the next step names this one', async () => {
    const home = await joined();
    const environment = { MISSIONCTL_MISSION: 'demo' };
    const { stderr } = await home.run('join other --role developer', { environment });
    expect(stderr).toMatch(/next: missionctl focus wp:<id> --mission other$/m);
  });

  test('an environment that names another mission', async () => {
    const home = await joined();
    const environment = { MISSIONCTL_MISSION: 'demo' };
    const json = await home.ok('join other --role developer', { environment });
    expect(json).toMatchObject({
      mission_id: 'other',
      resolved_from: 'flag',
      warnings: [
        {
          code: 'MASKED',
          severity: 'warning',
          message: 'MISSIONCTL_MISSION names demo, and comes before the pointer',
        },
      ],
    });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'other' });
  });
});

describe('a configured authority', () => {
  test.each(['MISSIONCTL_API_URL', 'SAAS_API_URL'])(
    'by %s without a key mints nothing',
    async (name) => {
      const home = testHome();
      const environment = { [name]: 'https://authority.example' };
      const { code, json } = await home.run('join demo --role developer --json', { environment });
      expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
      expect(existsSync(home.path)).toBe(false);
    },
  );

  test('needs no key when the identity is given', async () => {
    const environment = { MISSIONCTL_API_URL: 'https://authority.example' };
    const words = `join demo --role developer --participant-id ${given}`;
    expect(await testHome().ok(words, { environment })).toMatchObject({ participant_id: given });
  });
});

describe('a join that moves the active mission', () => {
  const note = 'other is now active (was demo); back to demo: missionctl switch -';

  test('says which was active before, and how to go back', async () => {
    const home = await joined();
    expect((await home.run('join other --role developer')).stderr.split('\n')[1]).toBe(note);
    expect(home.pointer()).toMatchObject({ active_mission_id: 'other' });
    await home.run('switch -');
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
    const again = await home.ok('join other');
    expect(again.data).toMatchObject({
      changed: false,
      active_moved: { from: 'demo', to: 'other', previous: 'demo' },
    });
    expect((await home.ok('join other')).data).toMatchObject({ active_moved: null });
  });

  test('names a command that goes back where something hides the pointer too', async () => {
    const home = await joined();
    const environment = { MISSIONCTL_MISSION: 'elsewhere' };
    const { stderr } = await home.run('join other --role developer', { environment });
    expect(stderr.split('\n')[2]).toBe(`${note} --anyway`);
    await home.ok('switch - --anyway', { environment });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
  });

  test('says how to go back where it cannot be found out what hides the pointer', () => {
    const moved = { from: 'demo', to: 'other', previous: 'demo' };
    const evidence = {
      mission: { directory: 'not/absolute' },
      who: { alias: null, from: 'myself' },
    } as const;
    expect(moveNotes(moved, evidence)).toEqual([`${note} --anyway`]);
  });

  test('with --no-switch does not, and names the mission in what to do next', async () => {
    const home = await joined();
    const pointer = home.read(join(home.path, 'session.json'));
    const { code, stderr } = await home.run('join other --role developer --no-switch');
    expect(code).toBe(0);
    expect(stderr.split('\n')).toEqual([
      'joined other as developer (identity issued by this machine)',
      'you can: focus, drive       next: missionctl focus wp:<id> --mission other',
      '',
    ]);
    expect(home.read(join(home.path, 'session.json'))).toBe(pointer);
    expect((await home.ok('join third --role developer --no-switch')).data).toMatchObject({
      active_moved: null,
    });
    const plan = await home.ok('join fourth --role developer --no-switch --dry-run');
    expect(plan.data['steps']).not.toContainEqual(expect.stringContaining('active'));
  });

  test('says so in a dry run', async () => {
    const { stderr } = await (await joined()).run('join other --role developer --dry-run');
    expect(stderr).toContain('would make other the active mission (was demo)\n');
  });
});

describe('--dry-run', () => {
  test('of a first join lists the steps, and does not even create the home', async () => {
    const home = testHome();
    const { code, stdout, stderr } = await home.run('join demo --role developer --dry-run');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'would ask this machine for an identity for me@machine as developer',
      `would write ${home.sessionPath('demo')}`,
      'would make demo the active mission',
      '',
    ]);
    expect(existsSync(home.path)).toBe(false);
  });

  test.each([
    ['the same again', 'join demo', []],
    ['another role', 'join demo --role reviewer', ['rewrite']],
    ['another identity', `join demo --participant-id ${given} --replace`, ['rewrite']],
    ['another mission', 'join other --role developer', ['write', 'make other']],
    ['an alias', 'join other --as bot --role developer', ['write']],
  ])('of %s touches nothing', async (_name, words, verbs) => {
    const home = await joined();
    const before = home.snapshot();
    const json = await home.ok(`${words} --dry-run`);
    expect(json.data).toMatchObject({ dry_run: true });
    expect(json.participant_id).toBeNull();
    const [asking, ...steps] = json.data['steps'] as readonly string[];
    expect(asking).toMatch(/identity/);
    expect(steps).toEqual(verbs.map((verb) => expect.stringMatching(new RegExp(`^${verb} `))));
    expect(home.snapshot()).toEqual(before);
  });

  test('of a damaged session says that it would be moved aside', async () => {
    const home = await joined();
    writeFileSync(home.sessionPath('demo'), '{');
    const before = home.snapshot();
    const json = await home.ok('join demo --role developer --replace --dry-run');
    expect(json.data['steps']).toContain(`move aside the damaged ${home.sessionPath('demo')}`);
    expect(home.snapshot()).toEqual(before);
  });

  test('fails where the join would fail', async () => {
    const home = await joined();
    const before = home.snapshot();
    const words = `join demo --participant-id ${given} --dry-run`;
    expect(await home.run(words)).toMatchObject({ code: 5 });
    expect(await home.run('join Demo --role developer --dry-run')).toMatchObject({ code: 2 });
    expect(home.snapshot()).toEqual(before);
  });
});

test('joining again keeps a stored token', async () => {
  const home = await joined();
  home.edit('demo', { session_token: 'kept', unknown_key: [1, 2] });
  await home.ok('join demo --role reviewer');
  expect(home.session('demo')).toMatchObject({ session_token: 'kept', unknown_key: [1, 2] });
});
