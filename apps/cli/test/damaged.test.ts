import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

interface Damage {
  readonly name: string;
  readonly fault: 'unreadable' | 'unparseable' | 'wrong-shape';
  readonly said: RegExp;
  /** What to run next; default: to join once more. */
  readonly next?: string;
  readonly make: (path: string, whole: string) => void;
}

const content = (text: string | Uint8Array) => (path: string) => writeFileSync(path, text);
const fields = (change: (whole: string) => string) => (path: string, whole: string) =>
  writeFileSync(path, change(whole));
const instead = (make: (path: string) => void) => (path: string) => {
  rmSync(path);
  make(path);
};

const damages: readonly Damage[] = [
  { name: 'corrupt', fault: 'unparseable', said: /not valid JSON/, make: content('{"a":}') },
  { name: 'truncated', fault: 'unparseable', said: /JSON/, make: fields((it) => it.slice(0, 150)) },
  { name: 'empty', fault: 'unparseable', said: /this is empty/, make: content('') },
  { name: 'full of zeros', fault: 'unparseable', said: /JSON/, make: content(new Uint8Array(400)) },
  {
    name: 'not UTF-8',
    fault: 'unparseable',
    said: /not UTF-8/,
    make: content(Uint8Array.of(0x7b, 0xff, 0x7d)),
  },
  {
    name: 'given a key twice',
    fault: 'unparseable',
    said: /"role" is given twice/,
    make: fields((it) => it.replace('{', '{"role": "reviewer",')),
  },
  { name: 'a list', fault: 'wrong-shape', said: /not a JSON object/, make: content('[]') },
  { name: 'without keys', fault: 'wrong-shape', said: /participant_id/, make: content('{}') },
  {
    name: 'of wrong types',
    fault: 'wrong-shape',
    said: /role/,
    make: fields((it) => it.replace('"developer"', '7')),
  },
  {
    name: 'at no time',
    fault: 'wrong-shape',
    said: /joined_at/,
    make: fields((it) => it.replace(/"joined_at": "[^"]*"/, '"joined_at": "yesterday"')),
  },
  {
    name: 'a directory',
    fault: 'unreadable',
    said: /is a directory/,
    make: instead((path) => mkdirSync(path)),
  },
  {
    name: 'a link',
    fault: 'unreadable',
    said: /is a symlink/,
    make: instead((path) => symlinkSync('/etc/hostname', path)),
  },
  {
    name: 'a file of two names',
    fault: 'unreadable',
    said: /is a hard-linked file/,
    // It is sound, and another one must not take its place.
    next: 'missionctl doctor',
    make: (path) => linkSync(path, `${path}.other`),
  },
  {
    name: 'too large',
    fault: 'unreadable',
    said: /1048577 bytes/,
    make: content(' '.repeat(1024 * 1024 + 1)),
  },
];

async function damaged({ make }: Damage): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --as bot --role developer');
  const path = home.sessionPath('demo');
  make(path, home.read(path));
  return home;
}

describe.each(damages)('a session that is $name', (damage) => {
  const { fault, said } = damage;

  test('is damaged to every command that needs it, never "not joined", and stays', async () => {
    const home = await damaged(damage);
    const before = home.snapshot();
    for (const words of [
      'status',
      'focus',
      'focus wp:WP01',
      'drive',
      'drive active',
      'join demo --role developer',
      'join demo',
    ]) {
      const { code, json } = await home.run(`${words} --json`);
      expect(code).toBe(6);
      expect(json).toMatchObject({
        error_code: 'SESSION_DAMAGED',
        details: { mission_id: 'demo', fault, path: home.sessionPath('demo') },
      });
      expect(json.error_message).toContain(`'${home.sessionPath('demo')}'`);
      expect(json.error_message).toMatch(said);
      const human = await home.run(words);
      expect(human.stderr).toMatch(said);
      expect(human.stderr).not.toContain('not joined');
    }
    expect(home.snapshot()).toEqual(before);
  });

  test('is reported by validate', async () => {
    const home = await damaged(damage);
    const before = home.snapshot();
    for (const words of ['validate', 'validate --all']) {
      const { code, json } = await home.run(`${words} --json`);
      expect(code).toBe(6);
      expect(json).toMatchObject({
        error_code: 'SESSION_DAMAGED',
        hint: expect.stringContaining(
          damage.next ?? 'missionctl join demo --role <role> --replace',
        ),
        details: {
          sessions: expect.arrayContaining([expect.objectContaining({ state: 'damaged' })]),
        },
      });
      const human = await home.run(words);
      expect(human.code).toBe(6);
      expect(human.stdout).toMatch(said);
      expect(human.stderr).toContain(home.sessionPath('demo'));
    }
    expect(home.snapshot()).toEqual(before);
  });

  test('blocks no other session', async () => {
    const home = await damaged(damage);
    const before = home.snapshot();
    const { code, stdout } = await home.run('list');
    expect(code).toBe(0);
    expect(stdout).toContain(`damaged (${fault})`);
    expect((await home.ok('list')).data['sessions']).toMatchObject([
      { mission_id: 'demo', alias: null, state: 'damaged', fault, active: true },
      { mission_id: 'demo', alias: 'bot', state: 'joined', issues: [] },
    ]);
    expect((await home.run('status --as bot')).stdout).toContain(`damaged (${fault})`);
    expect(await home.run('current')).toMatchObject({ code: 0, stdout: 'demo\n' });
    expect(await home.run('path session')).toMatchObject({ code: 0 });
    expect(await home.run('switch demo')).toMatchObject({ code: 0 });
    expect(home.snapshot()).toEqual(before);
  });
});

describe('a damaged pointer', () => {
  const torn = '{"active_mission_id": "de';

  async function withTornPointer(): Promise<TestHome> {
    const home = testHome();
    await home.ok('join demo --role developer');
    home.write(join(home.path, 'session.json'), torn);
    return home;
  }

  test.each([
    'status',
    'current',
    'focus wp:WP01',
    'leave --yes',
    'switch demo',
    'switch -',
    'switch --clear',
  ])('fails %s, which needs it, and stays', async (words) => {
    const home = await withTornPointer();
    const { code, json } = await home.run(`${words} --json`);
    expect(code).toBe(6);
    expect(json).toMatchObject({
      error_code: 'POINTER_DAMAGED',
      details: { path: join(home.path, 'session.json'), fault: 'unparseable' },
    });
    expect(json.error_message).toContain('--mission works meanwhile');
    expect(home.read(join(home.path, 'session.json'))).toBe(torn);
  });

  test('blocks no command that names the mission', async () => {
    const home = await withTornPointer();
    const environment = { MISSIONCTL_MISSION: 'demo' };
    for (const words of ['status', 'focus wp:WP01', 'drive active', 'validate', 'current']) {
      expect(await home.run(`${words} --mission demo`)).toMatchObject({ code: 0 });
      expect(await home.run(words, { environment })).toMatchObject({ code: 0 });
    }
    expect(home.read(join(home.path, 'session.json'))).toBe(torn);
  });

  test.each(['list', 'switch', 'join demo', 'join other --role developer', 'leave demo --yes'])(
    'is a warning to %s',
    async (words) => {
      const home = await withTornPointer();
      const { code, stderr } = await home.run(words);
      expect(code).toBe(0);
      expect(stderr).toMatch(
        /^warning: .*active mission pointer is unparseable: '.*session\.json'/m,
      );
      expect(home.read(join(home.path, 'session.json'))).toBe(torn);
    },
  );

  test('does not matter to an alias that joins and leaves', async () => {
    const home = await withTornPointer();
    expect((await home.ok('join demo --as bot --role developer')).warnings).toEqual([]);
    expect((await home.ok('leave demo --as bot --yes')).warnings).toEqual([]);
  });
});
