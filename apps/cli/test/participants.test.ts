import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

/** Me and my bot, both in `demo`. */
async function both(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --as bot --role reviewer');
  return home;
}

describe('two participants of one home', () => {
  test('each have an identity, in one run', async () => {
    const home = await both();
    const [me, bot] = [home.session('demo'), home.session('demo', 'bot')];
    expect(me['participant_id']).not.toBe(bot['participant_id']);
    expect(me['mission_run_id']).toBe(bot['mission_run_id']);
    expect(JSON.parse(home.read(join(home.path, 'issuer/demo.json')))).toMatchObject({
      participants: { '': { principal: 'me@machine' }, bot: { principal: 'me@machine/bot' } },
    });
  });

  test.each([
    'focus wp:WP01',
    'focus none',
    'drive active',
    'drive inactive',
    'join demo --role developer',
    'join demo --role observer',
    'validate',
    'status',
  ])('%s of the bot leaves my session and the pointer byte for byte', async (words) => {
    const home = await both();
    await home.ok('focus wp:WP09');
    const mine = home.read(home.sessionPath('demo'));
    const pointer = home.read(join(home.path, 'session.json'));
    await home.ok(`${words} --as bot`);
    expect(home.read(home.sessionPath('demo'))).toBe(mine);
    expect(home.read(join(home.path, 'session.json'))).toBe(pointer);
  });

  test.each(['focus wp:WP01', 'drive active', 'join demo --role observer', 'leave --yes'])(
    '%s of mine leaves the bot byte for byte',
    async (words) => {
      const home = await both();
      const bot = home.read(home.sessionPath('demo', 'bot'));
      await home.ok(words);
      expect(home.read(home.sessionPath('demo', 'bot'))).toBe(bot);
    },
  );

  test('focus and drive independently', async () => {
    const home = await both();
    await home.ok('focus wp:WP01');
    await home.ok('focus wp:WP02 --as bot');
    await home.ok('drive active --as bot');
    expect(home.session('demo')).toMatchObject({ focus: 'wp:WP01', drive_intent: 'inactive' });
    expect(home.session('demo', 'bot')).toMatchObject({ focus: 'wp:WP02', drive_intent: 'active' });
    expect((await home.run('status')).stdout.split('\n')).toEqual([
      'demo (pointer)   you   developer   wp:WP01   -         now',
      '                 bot   reviewer    wp:WP02   driving   now   unknown: no sign of life can be checked here',
      '',
    ]);
    expect((await home.run('status --as bot')).stdout.split('\n')[0]).toBe(
      'demo (pointer)   bot   reviewer    wp:WP02   driving   now',
    );
  });
});

describe('the pointer is mine', () => {
  test('an alias that joins first sets no pointer, and the hint says how to name the mission', async () => {
    const home = testHome();
    const { stderr } = await home.run('join demo --as bot --role developer');
    expect(existsSync(join(home.path, 'session.json'))).toBe(false);
    const next = /next: missionctl (.*)/.exec(stderr)?.[1] ?? '';
    expect(next).toBe('focus wp:<id> --mission demo --as bot');
    expect(await home.run(next.replace('<id>', 'WP01'))).toMatchObject({ code: 0 });
  });

  test('an alias in another mission than mine must name it', async () => {
    const home = await both();
    await home.ok('join other --as bot --role developer');
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
    expect((await home.ok('current --as bot')).mission_id).toBe('demo');
    expect((await home.ok('current --as bot --mission other')).mission_id).toBe('other');
  });

  test('the hint for an alias without a mission is to name one, not to switch', async () => {
    const home = testHome();
    await home.ok('join demo --as bot --role developer');
    const { code, json } = await home.run('status --as bot --json');
    expect({ code, hint: json.hint }).toEqual({
      code: 3,
      hint: 'missionctl status --as bot --json --mission demo',
    });
  });

  test('switch does not offer me a mission in which only my bot is joined', async () => {
    const home = testHome();
    await home.ok('join demo --as bot --role developer');
    const { json } = await home.run('status --json');
    expect(json).toMatchObject({
      error_code: 'NO_ACTIVE_MISSION',
      hint: 'missionctl join <mission> --role <role>',
      details: { joined: [] },
    });
  });
});

describe('who acts', () => {
  test('is the alias of the flag, else that of MISSIONCTL_AS, else myself', async () => {
    const home = await both();
    await home.ok('join demo --as cat --role observer');
    const environment = { MISSIONCTL_AS: 'bot' };
    expect((await home.ok('status')).data['session']).toMatchObject({ role: 'developer' });
    expect((await home.ok('status', { environment })).data['session']).toMatchObject({
      role: 'reviewer',
    });
    expect((await home.ok('status --as cat', { environment })).data['session']).toMatchObject({
      role: 'observer',
    });
    expect(
      (await home.ok('status', { environment: { MISSIONCTL_AS: '' } })).data['session'],
    ).toMatchObject({ role: 'developer' });
  });

  test('in MISSIONCTL_AS joins, focuses and drives', async () => {
    const home = await both();
    const environment = { MISSIONCTL_AS: 'cat' };
    await home.ok('join demo --role developer', { environment });
    await home.ok('focus wp:WP01', { environment });
    await home.ok('drive active', { environment });
    expect(home.session('demo', 'cat')).toMatchObject({
      focus: 'wp:WP01',
      drive_intent: 'active',
    });
    expect(home.session('demo')).toMatchObject({ focus: null, drive_intent: 'inactive' });
    await home.ok('leave --yes', { environment });
    expect(existsSync(home.sessionPath('demo', 'cat'))).toBe(false);
    expect(existsSync(home.sessionPath('demo'))).toBe(true);
  });

  test.each(['status', 'focus', 'drive', 'leave --yes', 'validate', 'current', 'path session'])(
    'is named when others are joined and that alias is not: %s',
    async (words) => {
      const home = await both();
      const { code, json } = await home.run(`${words} --as cat --json`);
      expect(code).toBe(3);
      expect(json).toMatchObject({
        error_code: 'NOT_JOINED',
        error_message: 'not joined to demo as cat',
        hint: words.startsWith('leave')
          ? 'missionctl list'
          : 'missionctl join demo --as cat --role <role>',
        details: { mission_id: 'demo', alias: 'cat' },
      });
    },
  );

  test('is me, even where only my bot is joined', async () => {
    const home = testHome();
    await home.ok('join demo --as bot --role developer');
    const environment = { MISSIONCTL_MISSION: 'demo' };
    const { code, json } = await home.run('status --json', { environment });
    expect({ code, error: json.error_code }).toEqual({ code: 3, error: 'NOT_JOINED' });
  });
});

describe('a mission in which nobody is joined', () => {
  test.each([
    ['the flag', 'status --mission gone', {}, 'NOT_JOINED'],
    ['the environment', 'status', { MISSIONCTL_MISSION: 'gone' }, 'POINTER_DANGLING'],
    [
      'the environment, for an alias',
      'status --as bot',
      { MISSIONCTL_MISSION: 'gone' },
      'POINTER_DANGLING',
    ],
  ])('named by %s never falls back to the pointer', async (_name, words, environment, error) => {
    const home = await both();
    const { code, json } = await home.run(`${words} --json`, { environment });
    expect(code).toBe(3);
    expect(json).toMatchObject({ error_code: error, details: { mission_id: 'gone' } });
  });

  test('named by the pointer is POINTER_DANGLING with both remedies, for an alias too', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const pointer = home.read(join(home.path, 'session.json'));
    await home.ok('leave --yes');
    home.write(join(home.path, 'session.json'), pointer);
    expect((await home.run('status --json')).json).toMatchObject({
      error_code: 'POINTER_DANGLING',
      hint: 'missionctl join demo --role <role>, or missionctl switch --clear',
      details: { mission_id: 'demo', resolved_from: 'pointer' },
    });
    expect((await home.run('status --as bot --json')).json).toMatchObject({
      error_code: 'POINTER_DANGLING',
      hint: 'missionctl join demo --as bot --role <role>, or missionctl switch --clear',
    });
    await home.ok('switch --clear');
    expect((await home.run('status --json')).json.error_code).toBe('NO_ACTIVE_MISSION');
  });
});

describe('the selected mission', () => {
  test.each([
    ['current --mission one', { MISSIONCTL_MISSION: 'two' }, 'one', 'flag'],
    ['current', { MISSIONCTL_MISSION: 'one' }, 'one', 'environment'],
    ['current', { MISSIONCTL_MISSION: '' }, 'two', 'pointer'],
    ['current', {}, 'two', 'pointer'],
  ])('%s with %j is %s from %s', async (words, environment, mission, source) => {
    const home = testHome();
    await home.ok('join one --role developer');
    await home.ok('join two --role developer');
    expect(await home.ok(words, { environment })).toMatchObject({
      mission_id: mission,
      resolved_from: source,
      data: { mission_id: mission, source },
    });
  });

  test('a flag works beside an environment with an invalid id', async () => {
    const home = await both();
    const environment = { MISSIONCTL_MISSION: '../..' };
    expect(await home.run('current --mission demo', { environment })).toMatchObject({ code: 0 });
  });

  test('current says where the id comes from on a terminal, and prints only the id elsewhere', async () => {
    const home = await both();
    expect(await home.run('current')).toMatchObject({ stdout: 'demo\n', stderr: '' });
    expect(await home.run('current', { terminal: ['stdout'] })).toMatchObject({
      stdout: 'demo\n',
      stderr: 'mission demo (from the pointer)\n',
    });
  });
});

describe('aliases that cannot be listed', () => {
  test('are reported, beside my own session', async () => {
    const home = await both();
    const others = join(home.path, 'missions/demo/as');
    chmodSync(others, 0o777);
    const { stdout } = await home.run('status');
    expect(stdout).toMatch(/^demo \(pointer\) +you +developer .*\n +all others +unsafe\n$/);
    expect((await home.run('list')).stdout).toMatch(/ all others +unsafe\n$/);
    const { data } = await home.ok('status --json');
    expect(data['participants']).toMatchObject([
      { alias: null, path: home.sessionPath('demo'), state: 'joined' },
      { alias: null, path: others, state: 'unsafe' },
    ]);
  });
});
