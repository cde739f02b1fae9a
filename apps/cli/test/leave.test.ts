import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

async function joined(...missions: readonly string[]): Promise<TestHome> {
  const home = testHome();
  for (const mission of missions) await home.ok(`join ${mission} --role developer`);
  return home;
}

const terminal = ['stdin', 'stderr'] as const;

describe('leaving asks first', () => {
  test.each(['y', 'Y', 'yes', 'YES'])('"%s" leaves', async (answer) => {
    const home = await joined('demo');
    const ran = await home.run('leave', { terminal, answers: [answer] });
    expect(ran).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'left demo\nno mission is now active (was demo)\n',
      questions: ['leave demo? [y/N] '],
    });
    expect(existsSync(home.sessionPath('demo'))).toBe(false);
  });

  test.each(['n', '', 'yep', 'demo', undefined])('%j does not leave', async (answer) => {
    const home = await joined('demo');
    const before = home.snapshot();
    const answers = answer === undefined ? [] : [answer];
    const ran = await home.run('leave', { terminal, answers });
    expect(ran.code).toBe(5);
    expect(ran.stderr).toMatch(/^error: not confirmed, nothing was changed\n {2}next: .* --yes\n$/);
    expect(home.snapshot()).toEqual(before);
  });

  test.each([
    ['there is no terminal', 'leave --as bot', [], {}],
    ['the answer could not be seen', 'leave --as bot', ['stdin'], {}],
    ['JSON is wanted', 'leave --as bot --json', terminal, {}],
    ['JSON is wanted always', 'leave --as bot', terminal, { MISSIONCTL_OUTPUT: 'json' }],
  ] as const)('but where %s, --yes is needed', async (_name, words, streams, environment) => {
    const home = await joined('demo');
    await home.ok('join demo --as bot --role observer');
    const before = home.snapshot();
    const ran = await home.run(words, { terminal: streams, environment, answers: ['y'] });
    expect(ran).toMatchObject({ code: 2, questions: [] });
    expect(ran.stdout + ran.stderr).toContain('missionctl leave demo --as bot --yes');
    expect(home.snapshot()).toEqual(before);
  });

  test('but not with --yes', async () => {
    const home = await joined('demo');
    expect(await home.run('leave --yes', { terminal })).toMatchObject({ code: 0, questions: [] });
  });
});

describe('leaving removes', () => {
  test('the session, and nothing else of the mission', async () => {
    const home = await joined('demo');
    await home.ok('join demo --as bot --role observer');
    const bot = home.read(home.sessionPath('demo', 'bot'));
    const json = await home.ok('leave --yes');
    expect(json).toMatchObject({
      mission_id: 'demo',
      resolved_from: 'pointer',
      data: {
        left: true,
        dry_run: false,
        quarantined: null,
        active_moved: { from: 'demo', to: null, previous: null },
      },
    });
    expect(readdirSync(dirname(home.sessionPath('demo')))).toEqual(['as', 'session.lock']);
    expect(home.read(home.sessionPath('demo', 'bot'))).toBe(bot);
  });

  test('the active mission, and makes no other active', async () => {
    const home = await joined('one', 'two');
    await home.ok('leave --yes');
    expect(home.pointer()).toMatchObject({ active_mission_id: null, previous_mission_id: 'one' });
    expect(await home.run('current')).toMatchObject({ code: 3 });
    expect(await home.run('switch -')).toMatchObject({ code: 0 });
  });

  test('and says to which mission one can go back', async () => {
    const home = await joined('one', 'two');
    expect((await home.run('leave --yes')).stderr).toBe(
      'left two\nno mission is now active (was two); back to one: missionctl switch -\n',
    );
    await home.ok('switch -');
    await home.ok('join two --role developer --no-switch');
    expect((await home.run('leave two --yes')).stderr).toBe('left two\n');
  });

  test('the previous mission', async () => {
    const home = await joined('one', 'two');
    await home.ok('leave one --yes');
    expect(home.pointer()).toMatchObject({ active_mission_id: 'two', previous_mission_id: null });
    expect(await home.run('switch -')).toMatchObject({ code: 3 });
  });

  test('only the session of an alias: the pointer is mine', async () => {
    const home = await joined('demo');
    await home.ok('join demo --as bot --role observer');
    const mine = home.read(home.sessionPath('demo'));
    const pointer = home.read(join(home.path, 'session.json'));
    expect((await home.run('leave --as bot --yes')).stderr).toBe('left demo as bot\n');
    expect(existsSync(home.sessionPath('demo', 'bot'))).toBe(false);
    expect(home.read(home.sessionPath('demo'))).toBe(mine);
    expect(home.read(join(home.path, 'session.json'))).toBe(pointer);
  });

  test('a second time there is nothing to leave', async () => {
    const home = await joined('demo');
    await home.ok('leave --yes');
    expect(await home.run('leave demo --yes')).toMatchObject({
      code: 3,
      stderr: 'error: not joined to demo\n  next: missionctl list\n',
    });
  });
});

describe('leaving a damaged session', () => {
  test('moves it aside, byte for byte', async () => {
    const home = await joined('demo');
    writeFileSync(home.sessionPath('demo'), '{"cut": ');
    const json = await home.ok('leave --yes');
    const kept = String(json.data['quarantined']);
    expect(home.read(kept)).toBe('{"cut": ');
    expect(existsSync(home.sessionPath('demo'))).toBe(false);
    expect(home.pointer()).toMatchObject({ active_mission_id: null });
  });

  test('says where it is kept', async () => {
    const home = await joined('demo');
    writeFileSync(home.sessionPath('demo'), '{"cut": ');
    const { stderr } = await home.run('leave --yes');
    expect(stderr).toMatch(
      /^left demo\nno mission is now active \(was demo\)\nthe damaged session is kept at \S+\.damaged-\d{8}T\d{12}Z\n$/,
    );
  });
});

test('leaving with a damaged pointer warns, and leaves anyway', async () => {
  const home = await joined('demo');
  const pointer = join(home.path, 'session.json');
  writeFileSync(pointer, 'torn');
  const json = await home.ok('leave demo --yes');
  expect(json.warnings).toMatchObject([{ code: 'POINTER_DAMAGED', severity: 'warning' }]);
  expect(home.read(pointer)).toBe('torn');
  expect(existsSync(home.sessionPath('demo'))).toBe(false);
});

test('a leave that fails half way says what is done, and how to do the rest', async () => {
  const home = await joined('demo');
  const lock = join(dirname(home.sessionPath('demo')), 'session.lock');
  writeFileSync(lock, 'not empty');
  expect(await home.run('leave --yes')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(
      /it is not empty\n {2}the session is still there, but demo is no longer the active mission\n {2}next: missionctl leave demo --yes\n$/,
    ),
  });
  writeFileSync(lock, '');
  await home.ok('leave demo --yes');
  expect(existsSync(home.sessionPath('demo'))).toBe(false);
});

describe('--dry-run', () => {
  test.each([
    ['a session', '', 'would leave demo: the session is removed, and no mission is active then\n'],
    [
      'a damaged session',
      '{',
      'would leave demo: the damaged session is moved aside, and no mission is active then\n',
    ],
  ])(
    'says what would happen to %s, asks nothing and touches nothing',
    async (_name, content, printed) => {
      const home = await joined('demo');
      if (content !== '') writeFileSync(home.sessionPath('demo'), content);
      const before = home.snapshot();
      const ran = await home.run('leave --dry-run', { terminal });
      expect(ran).toMatchObject({ code: 0, stdout: '', stderr: printed, questions: [] });
      expect((await home.ok('leave --dry-run')).data).toEqual({
        left: false,
        dry_run: true,
        quarantined: null,
        active_moved: { from: 'demo', to: null, previous: null },
      });
      expect(home.snapshot()).toEqual(before);
    },
  );
});
