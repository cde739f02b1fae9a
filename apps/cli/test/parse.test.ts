import { describe, expect, test } from 'vitest';
import { listedRoutes } from '../src/commands/find-route.ts';
import { routes } from '../src/commands/routes.ts';
import { testHome } from './support/run.ts';

// In an empty home every command that needs a session names the one that it looked for.
describe('flags before, after and around the command do the same', () => {
  test.each([
    ['status --mission demo --as bot --json'],
    ['--mission demo --as bot --json status'],
    ['--json --mission=demo status --as=bot'],
    ['--as bot --json status --mission demo'],
    ['--as=bot --mission=demo --quiet --no-color --json status'],
    ['--mission demo whoami --as bot --json'],
    ['leave demo --as bot --json'],
    ['leave --mission demo --as bot --json'],
    ['leave demo --mission demo --as bot --json'],
    ['status demo --as bot --json'],
    ['status demo --mission demo --as bot --json'],
    ['validate demo --as bot --json'],
    ['--mission demo leave demo --as bot --json'],
    ['leave --as bot --json -- demo'],
    ['current --as bot --mission demo --json'],
    ['focus --as bot --mission demo --json -- wp:WP01'],
    ['drive active --as bot --mission demo --json'],
    ['validate --as bot --mission demo --json'],
    ['path session --as bot --mission demo --json'],
  ])('%s', async (words) => {
    const { code, json } = await testHome().run(words);
    expect(json).toMatchObject({
      error_code: 'NOT_JOINED',
      details: { mission_id: 'demo', alias: 'bot' },
    });
    expect(code).toBe(3);
  });
});

describe('synonyms', () => {
  test.each([
    ['use demo', 'switch demo'],
    ['ls', 'list'],
    ['whoami', 'status'],
  ])('%s is %s', async (synonym, command) => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const { code, stdout, stderr } = await home.run(synonym);
    expect(code).toBe(0);
    expect(await home.run(command)).toMatchObject({ code, stdout, stderr });
  });

  test('hide no command', () => {
    const names = listedRoutes(routes).map(({ name }) => name);
    expect(names.filter((name) => routes.synonyms.has(name))).toEqual([]);
  });
});

describe('wrong usage', () => {
  test.each([
    ['statsu', "unknown command 'statsu', did you mean status?"],
    ['swich demo', "unknown command 'swich', did you mean switch?"],
    ['give bot', "unknown command 'give', did you mean drive give?"],
    ['toString', "unknown command 'toString'"],
    ['status --jsno', 'status has no flag --jsno, did you mean --json?'],
    ['--jsno status', 'status has no flag --jsno, did you mean --json?'],
    ['status --mision demo', 'status has no flag --mision, did you mean --mission?'],
    ['join demo --rol developer', 'join has no flag --rol, did you mean --role?'],
    ['leave --dryrun', 'leave has no flag --dryrun, did you mean --dry-run?'],
    ['status --dry-run', 'status has no flag --dry-run'],
    ['status -x', 'status has no flag -x'],
    ['status --x', 'status has no flag --x'],
    ['focus --x=wp:WP01', 'focus has no flag --x'],
    ['status --mission=', '--mission needs a value'],
    ['--mission= status', '--mission needs a value'],
    ['status --as=', '--as needs a value'],
    ['join demo --role=', '--role needs a value'],
    ['status --mission', '--mission needs a value'],
    ['status --as --quiet', '--as needs a value, but --quiet is a flag'],
    ['join demo --role', '--role needs a value'],
    ['--mission', '--mission needs a value'],
    ['--as', '--as needs a value'],
    ['--mission status', 'no command given'],
    ['--quiet', 'no command given'],
    ['- status', "unknown command '-'"],
    ['-- status', 'no command given'],
    ['--quiet -- status', 'no command given'],
    ['status --quiet=yes', '--quiet takes no value'],
    ['status --mission a --mission b', '--mission is given twice'],
    ['status --version', 'status has no flag --version'],
    [
      'join demo --role developer --timeout soon',
      "--timeout must be more than 0 and at most 600 seconds, not 'soon'",
    ],
    ['status demo other', "unexpected argument 'other': status takes one argument"],
    ['current demo', "unexpected argument 'demo': current takes no argument"],
    ['current -- --mission', "unexpected argument '--mission': current takes no argument"],
    ['list --watch', 'list has no flag --watch'],
    ['--jsno', 'unknown flag --jsno, did you mean --json?'],
    ['status --help=1', '--help takes no value'],
    ['--version=1', '--version takes no value'],
    ['focus wp:WP01 wp:WP02', "unexpected argument 'wp:WP02': focus takes one argument"],
    ['leave demo --mission other', 'two missions given: demo and --mission other'],
    ['switch demo --mission other', 'two missions given: demo and --mission other'],
    ['join demo --mission other --role developer', 'two missions given: demo and --mission other'],
    ['status demo --mission other', 'two missions given: demo and --mission other'],
    ['validate demo --mission other', 'two missions given: demo and --mission other'],
    ['list demo --mission other', 'two missions given: demo and --mission other'],
    ['pin demo --mission other', 'two missions given: demo and --mission other'],
    ['status --until change', '--until goes with --watch'],
    ['status --timeout 5', '--timeout goes with --watch'],
    ['status --watch --until never', "--until waits for change, free, gone, not 'never'"],
    [
      'status --watch --timeout 0',
      "--timeout must be more than 0 and at most 86400 seconds, not '0'",
    ],
    ['switch demo --clear', 'a mission and --clear exclude each other'],
    [
      'drive sideways --mission demo',
      "drive takes active, inactive, give, ask, take, check, not 'sideways'",
    ],
    ['path everything', "unknown path 'everything'"],
    ['join', 'no mission given'],
    ['join demo', 'no role given'],
    [
      'join demo --role developer --run-id 01HXN8K3M9PQRSTVWXYZ123456',
      '--run-id goes with --participant-id',
    ],
  ])('%s: %s', async (words, message) => {
    const home = testHome();
    // With a session, `drive` gets as far as its argument.
    if (words.startsWith('drive')) await home.ok('join demo --role developer');
    const human = await home.run(words);
    expect(human).toMatchObject({ code: 2, stdout: '' });
    expect(human.stderr.split('\n')[0]).toBe(`error: ${message}`);
    expect(human.stderr).toContain('\n  next: ');
    const { code, json, stderr } = await home.run(`--json ${words}`);
    expect(json).toMatchObject({ result: 'error', error_code: 'USAGE', retryable: false });
    expect(json.error_message).toContain(message);
    expect(json.hint).not.toBeNull();
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  });

  test('--json with a value is refused in JSON', async () => {
    const { code, json } = await testHome().run('status --json=true');
    expect({ code, message: json.error_message }).toEqual({
      code: 2,
      message: '--json takes no value',
    });
  });

  test('--json after -- is no flag, and the output is for people', async () => {
    const { code, stdout, stderr } = await testHome().run('doctor -- --json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("unexpected argument '--json'");
  });
});

describe('JSON from the environment', () => {
  test('is printed with MISSIONCTL_OUTPUT=json', async () => {
    const environment = { MISSIONCTL_OUTPUT: 'json' };
    const { json } = await testHome().run('list', { environment });
    expect(json).toMatchObject({ result: 'success', data: { sessions: [] } });
  });

  test.each(['', 'text'])('is not printed with MISSIONCTL_OUTPUT=%s', async (value) => {
    const { stderr } = await testHome().run('list', { environment: { MISSIONCTL_OUTPUT: value } });
    expect(stderr).toContain('no mission is joined');
  });

  const texts = [
    'shell-init bash',
    'shell-init pwsh',
    'shell-init tcsh',
    'help',
    'help agents',
    'help nothing',
    'schema session',
    'complete -- foc',
    'status --help',
    'mcp --help',
    '--help',
    '--version',
  ];

  test.each(texts)('never changes %s, which prints code or a text', async (words) => {
    const home = testHome();
    const plain = await home.run(words);
    for (const value of ['json', 'xml']) {
      const { code, stdout, stderr } = await home.run(words, {
        environment: { MISSIONCTL_OUTPUT: value },
      });
      expect({ code, stdout, stderr }).toEqual({
        code: plain.code,
        stdout: plain.stdout,
        stderr: plain.stderr,
      });
    }
    const flagged = await home.run(`--json ${words}`);
    expect(flagged.json.result).toBe(plain.code === 0 ? 'success' : 'error');
  });

  const others = listedRoutes(routes)
    .map(({ name }) => name)
    // A hook does not fail: see hook-events.test.ts.
    .filter((name) => name !== 'hook' && !texts.some((words) => words.startsWith(name)));

  test.each([...others, 'nothing', 'exec -- true'])(
    'is refused by name for %s when it has another value',
    async (words) => {
      const home = testHome();
      const environment = { MISSIONCTL_OUTPUT: 'xml' };
      const { code, stdout, stderr } = await home.run(words, { environment });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(
        "error: MISSIONCTL_OUTPUT is json or text, not 'xml'\n  next: unset MISSIONCTL_OUTPUT\n",
      );
      expect(home.snapshot()).toEqual({});
    },
  );

  test('is not looked at when --json is given', async () => {
    const environment = { MISSIONCTL_OUTPUT: 'xml' };
    expect((await testHome().run('list --json', { environment })).json.result).toBe('success');
  });
});

describe('help and version', () => {
  test.each(['', '--help', '-h', '--help --quiet'])('missionctl %s', async (words) => {
    const { code, stdout, stderr } = await testHome().run(words === '' ? [] : words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['join', 'leave', 'status', 'focus', 'drive', 'switch', 'current']) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
    for (const flag of ['--mission <id>', '--as <alias>', '--json', '--no-color']) {
      expect(stdout).toMatch(new RegExp(`^  ${flag} `, 'm'));
    }
  });

  test.each([
    'join',
    'leave',
    'status',
    'focus',
    'drive',
    'switch',
    'current',
    'list',
    'validate',
    'path',
  ])('%s --help', async (command) => {
    const { code, stdout, stderr } = await testHome().run(`${command} --help`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`missionctl ${command}`);
    expect(await testHome().run(`--help ${command}`)).toMatchObject({ code: 0, stdout });
  });

  test.each([
    ['--help --json', { topic: null }],
    ['join --help --json', { topic: 'join' }],
    ['help join --json', { topic: 'join' }],
    ['--version --json', { version: '1.2.3' }],
  ])('missionctl %s is one line of JSON', async (words, data) => {
    const { code, stdout, json } = await testHome().run(words);
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(json).toMatchObject({ result: 'success', data });
  });

  test('the hint for wrong usage of a command is its help', async () => {
    expect(await testHome().run('join demo --colour x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('next: missionctl join --help'),
    });
  });

  test.each(['--version', '-v'])('missionctl %s', async (flag) => {
    expect(await testHome().run(flag)).toMatchObject({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });
});
