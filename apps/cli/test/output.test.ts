import { describe, expect, test } from 'vitest';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

async function joined(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  return home;
}

describe('a success in JSON', () => {
  test.each([
    'join demo',
    'join demo --dry-run',
    'status',
    'list',
    'focus',
    'focus wp:WP01',
    'drive',
    'drive active',
    'switch demo',
    'switch',
    'current',
    'validate',
    'validate --all',
    'path',
    'path session',
    'leave --dry-run',
    'leave --yes',
  ])(
    'of %s is one line with the same keys in the same order, and stderr is empty',
    async (words) => {
      const home = await joined();
      const { code, stderr, json } = await home.run(`${words} --json`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
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
      expect(json.result).toBe('success');
    },
  );
});

describe('stdout holds what was asked for, and stderr everything else', () => {
  test.each([
    ['join demo', '', /joined demo/],
    ['focus wp:WP01', '', /focus is/],
    ['focus', 'none\n', /mission demo/],
    ['drive', 'inactive\n', /mission demo/],
    ['current', 'demo\n', /^$/],
    ['switch demo', '', /already active/],
    ['leave --yes', '', /left demo/],
  ])('%s', async (words, stdout, stderr) => {
    const home = await joined();
    const ran = await home.run(words);
    expect(ran.stdout).toBe(stdout);
    expect(ran.stderr).toMatch(stderr);
  });

  test.each(['join demo', 'focus wp:WP01', 'drive', 'status', 'switch demo', 'list'])(
    '--quiet empties the stderr of %s, and keeps its stdout',
    async (words) => {
      const home = await joined();
      const { stdout } = await home.run(words);
      expect(await home.run(`${words} --quiet`)).toMatchObject({ code: 0, stdout, stderr: '' });
    },
  );

  test('--quiet silences neither warnings nor errors', async () => {
    const home = await joined();
    expect((await home.run('status --mission other --quiet')).stderr).toContain('error: ');
    home.write(`${home.path}/session.json`, 'torn');
    expect((await home.run('list --quiet')).stderr).toMatch(/^warning: .*\n$/);
  });
});

describe('the content of a file cannot control the terminal', () => {
  const hostile = 'x\u001b[31m\u009b\u0007\r\ny\u2028\u202e\u00e9';

  test.each([
    'status',
    'list',
    'focus',
    'drive',
    'validate',
    'focus wp:WP01',
    'join demo --role reviewer',
  ])('in %s', async (words) => {
    const home = await joined();
    home.edit('demo', { focus: hostile, drive_intent: hostile, role: hostile });
    const { stdout, stderr } = await home.run(words);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the output must not hold them
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
  });

  test('in JSON, where every reader sees one line', async () => {
    const home = await joined();
    home.edit('demo', { focus: hostile });
    const { stdout, json } = await home.run('status --json');
    expect(stdout).toMatch(/^[\u0020-\u007e]+\n$/);
    expect(json.data?.['session']).toMatchObject({ focus: hostile });
  });

  test('nor can a word that a person typed', async () => {
    const home = await joined();
    for (const words of [
      ['\u001b[2J'],
      ['drive', '\u001b[2J'],
      ['join', 'x', '--role', '\u001b[2J'],
    ]) {
      expect((await home.run(words)).stderr).not.toContain('\u001b');
    }
  });
});

describe('an output that cannot be written', () => {
  test.each(['list', 'list --json', 'status', '--help', '--version'])(
    'makes %s fail, in one sentence',
    async (words) => {
      const home = await joined();
      expect(await home.run(words, { unwritable: ['stdout'] })).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /^error: the output could not be written: ENOSPC: stdout is full\n {2}what the command did stays done\n/,
        ),
      });
    },
  );

  test.each([
    ['join demo --role reviewer', /^reviewer in demo now/m],
    ['join fresh --role developer', /^joined fresh as developer/m],
    ['focus wp:WP01', /^focus is wp:WP01/m],
    ['drive active', /^driving/m],
    ['switch other', /^other is now active/m],
    ['switch --clear', /^no mission is now active/m],
    ['pin demo', /^pinned demo/m],
    ['pin --unpin', /^removed '.*\.mission'/m],
    ['leave demo --yes', /^left demo/m],
  ])('of %s does not undo it, and stderr says that it was done', async (words, said) => {
    const home = await joined();
    await home.ok('join other --role developer');
    await home.ok('switch demo');
    const directory = tempDirectory();
    if (words === 'pin --unpin') await home.ok('pin demo', { directory });
    const { code, stderr } = await home.run(`${words} --json`, {
      directory,
      unwritable: ['stdout'],
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(said) });
    const again = await home.run(`${words} --json`, { directory });
    if (words !== 'leave demo --yes') expect(again.json.data).not.toMatchObject({ changed: true });
    else expect(again.json.error_code).toBe('NOT_JOINED');
  });

  test.each([
    'join demo --role reviewer',
    'join fresh --role developer',
    'focus',
    'focus wp:WP01',
    'drive active',
    'status',
    'list',
    'current',
    'switch other',
    'switch --clear',
    'pin demo',
    'pin --unpin',
    'validate --all',
    'doctor',
    'leave demo --yes',
    'help',
    // Failures have exit codes of their own.
    'status --mission none',
    'focus WP01',
    'nonsense',
    'validate --mission none',
  ])('of notes changes nothing of %s', async (words) => {
    const [home, other] = [await joined(), await joined()];
    for (const each of [home, other]) await each.ok('join other --role developer');
    const whole = await home.run(words, { directory: tempDirectory() });
    const around = { directory: tempDirectory(), unwritable: ['stderr'] } as const;
    const { code, stdout, stderr } = await other.run(words, around);
    expect({ code, stderr }).toEqual({ code: whole.code, stderr: '' });
    expect(stdout.replaceAll(other.path, home.path)).toBe(whole.stdout);
    const files = [home, other].map((each) => Object.keys(each.snapshot()));
    expect(files[1]).toEqual(files[0]);
  });

  test('of a failure leaves its exit code, and says it on stderr', async () => {
    const home = await joined();
    const ran = await home.run('status --mission other --json', { unwritable: ['stdout'] });
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toMatch(/^error: not joined to other\n[\s\S]*ENOSPC: stdout is full\n$/);
  });

  test('undoes nothing that was done', async () => {
    const home = await joined();
    const ran = await home.run('focus wp:WP01 --json', { unwritable: ['stdout'] });
    expect(ran.code).toBe(1);
    expect(home.session('demo')).toMatchObject({ focus: 'wp:WP01' });
  });

  test('on both streams leaves the exit code to report it', async () => {
    const home = await joined();
    const ran = await home.run('list', { unwritable: ['stdout', 'stderr'] });
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: '' });
  });

  test('shows its stack only when debugging', async () => {
    const home = await joined();
    const environment = { MISSIONCTL_DEBUG: '1' };
    const { stderr } = await home.run('list', { unwritable: ['stdout'], environment });
    expect(stderr).toMatch(/^ {4}at /m);
  });
});
