import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Refused, unsafeHint } from '../src/errors/hints/unsafe-hint.ts';
import { type Surroundings, type TestHome, tempDirectory, testHome } from './support/run.ts';

const alice = { uid: 2001, name: 'alice', home: '/home/alice' };
const root = { uid: 0, name: 'root', home: '/root' };
const around: Surroundings = { accounts: { 0: root, [alice.uid]: alice } };

/** Every command that writes, as it is used in a home with one mission. */
const writes = [
  'join other --role developer',
  'join demo --as bot --role developer',
  'join demo --role developer --dry-run',
  'focus wp:WP01',
  'drive active',
  'drive inactive',
  'drive give bot',
  'drive ask',
  'drive take --reason asleep',
  'switch --clear',
  'switch --clear --dry-run',
  'leave demo --yes',
  'leave demo --dry-run',
  'doctor --fix',
];
const reads = [
  'status',
  'list',
  'current',
  'validate',
  'doctor',
  'focus',
  'drive',
  'drive check',
  'path session',
];

function give(path: string): void {
  chownSync(path, alice.uid, alice.uid);
  for (const name of readdirSync(path, { recursive: true })) {
    chownSync(join(path, String(name)), alice.uid, alice.uid);
  }
}

/** A home that alice uses, and in which she drives. */
async function homeOfAlice(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('focus wp:WP01');
  await home.ok('drive active');
  const roster = join(home.path, 'missionctl/roster/demo');
  const presence = join(roster, 'presence', `${home.session('demo')['participant_id']}.json`);
  mkdirSync(dirname(presence), { recursive: true, mode: 0o700 });
  home.write(presence, '{"anchors": [], "anchored": false}');
  const claims = join(roster, 'claims');
  for (const name of readdirSync(claims)) chmodSync(join(claims, name), 0o644);
  give(dirname(home.path));
  return home;
}

describe.runIf(process.geteuid?.() === 0)('root in the home of another user', () => {
  test('reads, and changes nothing, modes neither', async () => {
    const home = await homeOfAlice();
    chmodSync(home.sessionPath('demo'), 0o644);
    const before = home.snapshot();
    for (const words of reads) {
      const { code } = await home.run(words, around);
      expect(code, words).toBe(words === 'doctor' ? 10 : 0);
    }
    expect(home.snapshot()).toEqual(before);
  });

  test.each(writes)('is refused before anything is made, and both are named: %s', async (words) => {
    const home = await homeOfAlice();
    const before = home.snapshot();
    const { code, stderr } = await home.run(words, around);
    expect(code).toBe(4);
    expect(stderr).toBe(
      [
        `error: root (user 0) writes nothing in what belongs to alice (user 2001): '${home.path}'`,
        '  next: run it as its owner (sudo -u alice ...), or use a home of your own: export MISSIONCTL_HOME=/home/me/.spec-kitty\n',
      ].join('\n'),
    );
    const { json } = await home.run(`${words} --json`);
    expect(json).toMatchObject({
      error_code: 'UNSAFE_FILE',
      error_message: expect.stringContaining('user 0 writes nothing in what belongs to user 2001'),
      hint: expect.stringContaining("sudo -u '#2001'"),
      details: { path: home.path, reason: 'owner', owner_uid: 2001, acting_uid: 0 },
    });
    expect(home.snapshot()).toEqual(before);
  });

  test.each(['.', 'missing', 'missing/deeper'])(
    'makes no home where it would belong to root: %s',
    async (below) => {
      const directory = tempDirectory();
      chownSync(directory, alice.uid, alice.uid);
      const { code, json } = await testHome(join(directory, below)).run(
        'join demo --role developer --json',
        around,
      );
      expect({ code, path: json.details?.['path'] }).toEqual({ code: 4, path: directory });
      expect(readdirSync(directory)).toEqual([]);
    },
  );

  test('works in a place of its own, in a temporary directory of everybody too', async () => {
    const directory = tempDirectory();
    chmodSync(directory, 0o1777);
    const home = testHome(join(directory, 'new/home'));
    expect(await home.ok('join demo --role developer', around)).toMatchObject({ warnings: [] });
    expect((await home.run('doctor --fix', around)).code).toBe(0);
  });

  test('writes over no file of another user in a home of its own', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const path = home.sessionPath('demo');
    chownSync(path, alice.uid, alice.uid);
    const before = home.snapshot();
    expect((await home.run('focus wp:WP01 --json', around)).json).toMatchObject({
      error_code: 'UNSAFE_FILE',
      details: { path, acting_uid: 0 },
    });
    expect(home.snapshot()).toEqual(before);
  });
});

describe('a hint about what is refused', () => {
  const account = (uid?: number): typeof alice | undefined =>
    uid === undefined ? alice : around.accounts?.[uid];
  const hintFor = (facts: Partial<Refused>): string =>
    unsafeHint({ path: '/home/alice/.spec-kitty/missions', kind: 'directory', account, ...facts });
  const owner = { reason: 'owner', uid: 3000, actingUid: 2001 } as const;

  test.each([
    ['a file that everyone can write', { kind: 'file', reason: 'mode' }, 'missionctl doctor'],
    ['a directory that everyone can write', { reason: 'mode' }, 'missionctl doctor'],
    ['a link', { kind: 'symlink', reason: 'owner' }, 'check where it leads (ls -l), then run: rm'],
    [
      "another user's directory in my home",
      owner,
      'check what it is (ls -ld /home/alice/.spec-kitty/missions), then run: mv /home/alice/.spec-kitty/missions /home/alice/.spec-kitty/missions.not-mine',
    ],
    [
      "another user's home",
      { ...owner, path: '/tmp/home' },
      'export MISSIONCTL_HOME=/home/alice/.spec-kitty',
    ],
    [
      'a home in which root would write',
      { ...owner, actingUid: 0, path: '/home/bob/.spec-kitty' },
      "run it as its owner (sudo -u '#3000' ...), or use a home of your own: export MISSIONCTL_HOME=/home/alice/.spec-kitty",
    ],
  ])('about %s', (_, facts, hint) => {
    expect(hintFor(facts)).toContain(hint);
    expect(hintFor(facts)).not.toContain('chmod');
  });

  test('about /etc/passwd as a key file never changes the mode of a file of the system', async () => {
    const words =
      'join demo --role developer --api-url http://127.0.0.1:9 --api-key-file /etc/passwd';
    const { json } = await testHome().run(`${words} --json`);
    expect(['USAGE', 'UNSAFE_FILE']).toContain(json.error_code);
    expect(json.hint).not.toContain('chmod');
  });
});

test('a home that everyone can write is refused, sticky or not, and is named', async () => {
  const home = testHome();
  for (const mode of [0o777, 0o1777, 0o2777]) {
    mkdirSync(home.path, { recursive: true });
    chmodSync(home.path, mode);
    for (const words of ['status', 'list', 'join demo --role developer']) {
      const { code, json } = await home.run(`${words} --json`);
      const { path, reason } = json.details ?? {};
      expect({ code, path, reason }).toEqual({ code: 4, path: home.path, reason: 'mode' });
    }
    expect(readdirSync(home.path)).toEqual([]);
  }
});
