import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@missionctl/actions';
import { acquireLockSync } from '@missionctl/atomic-fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { explainError } from '../src/errors/explain-error.ts';
import { type Surroundings, type TestHome, testHome } from './support/run.ts';

interface Row {
  readonly code: string;
  readonly exit: number;
  readonly words: string | readonly string[];
  readonly arrange?: (home: TestHome) => void;
  readonly role?: string;
  readonly around?: Surroundings;
  /** What a person reads first. */
  readonly what: RegExp;
  /** What to run next. */
  readonly next: RegExp;
}

// Each runs in a home in which `demo` is joined.
const rows: readonly Row[] = [
  {
    code: 'UNEXPECTED',
    exit: 1,
    words: 'join demo',
    around: { principal: noSuchUser },
    what: /^there is no such user$/,
    next: /MISSIONCTL_DEBUG=1/,
  },
  {
    code: 'WRITE_FAILED',
    exit: 1,
    words: 'pin demo',
    around: { directory: '/nowhere/at/all' },
    what: /all\/.mission': ENOENT, a directory on the way is missing \(it is unchanged\)/,
    next: /^ls -ld \/nowhere\/at\/all$/,
  },
  {
    code: 'USAGE',
    exit: 2,
    words: 'join other',
    what: /^no role given$/,
    next: /join other --role/,
  },
  {
    code: 'DIRECTORY_UNUSABLE',
    exit: 6,
    words: 'status',
    around: { directory: '/work/\ufffd' },
    what: /^the name of the working directory is not UTF-8/,
    next: /add --mission <mission>, or cd <directory>/,
  },
  {
    code: 'INVALID_ROLE',
    exit: 2,
    words: 'join other --role boss',
    what: /unknown role 'boss'/,
    next: /join other --role/,
  },
  {
    code: 'INVALID_ROLE',
    exit: 2,
    words: 'join other --role llm_actor',
    what: /llm_actor is not a role: an agent joins with the role of the work it does/,
    next: /join other --role/,
  },
  {
    code: 'INVALID_FOCUS',
    exit: 2,
    words: 'focus WP01',
    what: /^focus is wp:<id>, step:<id> or none; did you mean "wp:WP01"\?$/,
    next: /focus wp:/,
  },
  {
    code: 'INVALID_FOCUS',
    exit: 2,
    words: ['focus', ''],
    what: /^focus is wp:<id>, step:<id> or none$/,
    next: /focus wp:/,
  },
  {
    code: 'INVALID_ID',
    exit: 2,
    words: 'join ../x --role developer',
    what: /^invalid mission id "\.\.\/x": /,
    next: /list/,
  },
  {
    code: 'INVALID_ID',
    exit: 2,
    words: 'status --as No',
    what: /^invalid alias "No": /,
    next: /--as bot/,
  },
  {
    code: 'INVALID_ID',
    exit: 2,
    words: 'join other --role developer --participant-id 8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    what: /^invalid participant id: .*128 bits/,
    next: /--participant-id/,
  },
  {
    code: 'WHO_ARE_YOU',
    exit: 2,
    words: 'focus wp:WP01',
    around: { environment: { CURSOR_AGENT: '1' } },
    what: /^it is not known who acts$/,
    next: /^missionctl focus wp:WP01 (?:--json )?--as '<alias>'$/,
  },
  {
    code: 'NOT_JOINED',
    exit: 3,
    words: 'status --mission other',
    what: /^not joined to other$/,
    next: /^missionctl join other --role <role>$/,
  },
  {
    code: 'NOT_JOINED',
    exit: 3,
    words: 'status --as bot',
    what: /^not joined to demo as bot$/,
    next: /^missionctl join demo --as bot --role <role>$/,
  },
  {
    code: 'NOT_JOINED',
    exit: 3,
    words: 'switch other',
    what: /^not joined to other$/,
    next: /^missionctl join other/,
  },
  {
    code: 'NO_ACTIVE_MISSION',
    exit: 3,
    words: 'status',
    arrange: ({ path }) => writeFileSync(join(path, 'session.json'), pointerTo(null)),
    what: /^no mission is active$/,
    next: /^missionctl switch demo$/,
  },
  {
    code: 'NO_ACTIVE_MISSION',
    exit: 3,
    words: 'switch -',
    what: /^there is no previous mission$/,
    next: /^missionctl list$/,
  },
  {
    code: 'POINTER_DANGLING',
    exit: 3,
    words: 'status',
    arrange: ({ path }) => writeFileSync(join(path, 'session.json'), pointerTo('gone')),
    what: /^the pointer names gone, which is not joined$/,
    next: /^missionctl join gone --role <role>, or missionctl switch --clear$/,
  },
  {
    code: 'POINTER_DANGLING',
    exit: 3,
    words: 'focus',
    around: { environment: { MISSIONCTL_MISSION: 'gone' } },
    what: /^MISSIONCTL_MISSION names gone, which is not joined$/,
    next: /or unset MISSIONCTL_MISSION$/,
  },
  {
    code: 'NO_CAPABILITY',
    exit: 4,
    words: 'drive active',
    role: 'observer',
    what: /^the role observer may not drive$/,
    next: /join demo --role/,
  },
  {
    code: 'UNSAFE_FILE',
    exit: 4,
    words: 'status',
    arrange: (home) => chmodSync(home.sessionPath('demo'), 0o666),
    what: /demo\/session\.json' can be written by everyone/,
    next: /^missionctl doctor$/,
  },
  {
    code: 'UNSAFE_FILE',
    exit: 4,
    words: 'list',
    arrange: ({ path }) => chmodSync(path, 0o777),
    what: /home' is a directory that everyone can write/,
    next: /^missionctl doctor$/,
  },
  {
    code: 'UNSAFE_FILE',
    exit: 4,
    words: 'join demo --as bot --role developer',
    arrange: ({ path }) => symlinkSync('.', join(path, 'missions/demo/as')),
    what: /demo\/as' is a link/,
    next: /^check where it leads \(ls -l\), then run: rm \S+demo\/as$/,
  },
  {
    code: 'HOME_UNUSABLE',
    exit: 6,
    words: 'list',
    around: { environment: { MISSIONCTL_HOME: '/dev/null' } },
    what: /^not a directory: '\/dev\/null' is a device$/,
    next: /^export MISSIONCTL_HOME=</,
  },
  {
    code: 'HOME_UNUSABLE',
    exit: 6,
    words: 'status',
    around: { environment: { MISSIONCTL_HOME: import.meta.filename } },
    what: /^not a directory: '\S+errors\.test\.ts' is a file$/,
    next: /^export MISSIONCTL_HOME=</,
  },
  {
    code: 'LOCK_UNAVAILABLE',
    exit: 4,
    words: 'focus wp:WP01',
    arrange: ({ path }) => writeFileSync(join(path, 'missions/demo/session.lock'), 'not empty'),
    what: /demo\/session\.lock': it is not empty/,
    next: /^missionctl doctor$/,
  },
  {
    code: 'LOCK_UNAVAILABLE',
    exit: 4,
    words: 'focus wp:WP01',
    arrange: ({ path }) => writeFileSync(join(path, 'missions/demo/session.lock-wal'), ''),
    what: /demo\/session\.lock': the name 'session\.lock-wal' beside it is taken/,
    next: /^check what it is \(ls -ld\), then run: mv -n \S+session\.lock-wal /,
  },
  {
    code: 'LOCK_TIMEOUT',
    exit: 5,
    words: 'focus wp:WP01',
    arrange: holdLock('missions/demo/session.lock'),
    what: /demo\/session\.lock' is held by/,
    next: /run it again/,
  },
  {
    code: 'LOCK_TIMEOUT',
    exit: 5,
    words: 'drive ask',
    arrange: (home) => {
      home.edit('demo', { focus: 'wp:WP01' });
      const roster = join(home.path, 'missionctl/roster/demo');
      mkdirSync(join(roster, 'claims'), { recursive: true, mode: 0o700 });
      holdLock('missionctl/roster/demo/roster.lock')(home);
    },
    what: /demo\/roster\.lock' is held by/,
    next: /run it again/,
  },
  {
    code: 'ROSTER_DAMAGED',
    exit: 6,
    words: 'drive ask',
    arrange: (home) => {
      home.edit('demo', { focus: 'wp:WP01' });
      const claims = join(home.path, 'missionctl/roster/demo/claims');
      mkdirSync(claims, { recursive: true, mode: 0o700 });
      const name = '478ec99f01891f031cd56fa376a74cffb9eb6e57.json';
      writeFileSync(join(claims, name), '{', { mode: 0o600 });
    },
    what: /is unparseable: '\S+\/claims\/478ec\S+\.json'/,
    next: /^missionctl doctor --fix$/,
  },
  {
    code: 'CONFLICT',
    exit: 5,
    words: 'join demo --participant-id 01HXN8K3M9PQRSTVWXYZ654321',
    what: /^demo is already joined with another identity$/,
    next: /--replace/,
  },
  {
    code: 'MASKED',
    exit: 5,
    words: 'switch --clear',
    around: { environment: { MISSIONCTL_MISSION: 'demo' } },
    what: /^nothing was switched$/,
    next: /--anyway/,
  },
  {
    code: 'SESSION_DAMAGED',
    exit: 6,
    words: 'status',
    arrange: (home) => writeFileSync(home.sessionPath('demo'), '{'),
    what: /session of 'demo' is unparseable: '\S+demo\/session\.json': this is not valid JSON/,
    next: /join demo --role <role> --replace/,
  },
  {
    code: 'SESSION_INVALID',
    exit: 6,
    words: 'focus wp:WP01',
    arrange: (home) => home.edit('demo', { role: 'boss' }),
    what: /session of 'demo' is invalid: '\S+demo\/session\.json': the role "boss" is none of/,
    next: /^missionctl join demo --role <role>$/,
  },
  {
    code: 'SESSION_INVALID',
    exit: 6,
    words: 'focus wp:WP01',
    arrange: (home) => home.edit('demo', { last_activity_at: '2025-01-01T00:00:00.000000Z' }),
    what: /session of 'demo' is invalid/,
    next: /^missionctl doctor --fix$/,
  },
  {
    code: 'SESSION_INVALID',
    exit: 6,
    words: 'validate',
    arrange: (home) => home.edit('demo', { focus: 'nothing much' }),
    what: /^1 of 1 sessions has errors$/,
    next: /^missionctl focus none --mission demo$/,
  },
  {
    code: 'POINTER_DAMAGED',
    exit: 6,
    words: 'current',
    arrange: ({ path }) => writeFileSync(join(path, 'session.json'), '[]'),
    what: /active mission pointer is wrong-shape: '\S+home\/session\.json'/,
    next: /^missionctl doctor --fix$/,
  },
  {
    code: 'ISSUER_DAMAGED',
    exit: 6,
    words: 'join demo --role reviewer',
    arrange: ({ path }) => writeFileSync(join(path, 'issuer/demo.json'), '{}'),
    what: /issuer's ledger is wrong-shape: '\S+issuer\/demo\.json'/,
    next: /^restore it from a backup, or .*: mv -n \S+issuer\/demo\.json /,
  },
];

function noSuchUser(): never {
  throw new Error('there is no such user');
}

function pointerTo(missionId: string | null): string {
  return JSON.stringify({ active_mission_id: missionId, last_switched_at: null });
}

function holdLock(below: string): (home: TestHome) => void {
  return ({ path }) => {
    const lock = acquireLockSync(join(path, below));
    onTestFinished(() => lock.release());
  };
}

async function arranged({ arrange, role = 'developer' }: Row): Promise<TestHome> {
  const home = testHome();
  await home.ok(`join demo --role ${role}`);
  arrange?.(home);
  return home;
}

const keys = [
  'result',
  'error_code',
  'error_message',
  'hint',
  'retryable',
  'acting_as',
  'acting_from',
  'details',
  'warnings',
];

describe('a failure says what failed, why and what to run, and has its codes', () => {
  test.each(rows)('$code: $words', async (row) => {
    const home = await arranged(row);
    const { code, stderr } = await home.run(row.words, row.around);
    const [what = '', ...rest] = stderr.trimEnd().split('\n');
    expect(code).toBe(row.exit);
    expect(what).toMatch(/^error: /);
    expect(what.slice('error: '.length)).toMatch(row.what);
    expect(rest.at(-1)).toMatch(/^ {2}next: /);
    expect(rest.at(-1)?.slice('  next: '.length)).toMatch(row.next);
    expect(stderr).not.toContain('    at ');
  });

  test.each(rows)('$code in JSON: $words', async (row) => {
    const home = await arranged(row);
    const words = typeof row.words === 'string' ? row.words.split(' ') : row.words;
    const { code, stderr, json } = await home.run([...words, '--json'], row.around);
    expect({ code, stderr }).toEqual({ code: row.exit, stderr: '' });
    expect(Object.keys(json)).toEqual(keys);
    expect(json).toMatchObject({
      result: 'error',
      error_code: row.code,
      error_message: expect.stringMatching(new RegExp(row.what.source.replace(/\$$/, ''))),
      hint: expect.stringMatching(row.next),
      retryable: row.code === 'LOCK_TIMEOUT',
    });
  });

  test('the table has every code that a command can end with', () => {
    // The codes of an authority are tested in join-remote.test.ts, and TIMEOUT in status-until.test.ts;
    // configurations of others in setup.test.ts; a collision needs the roster, and a Node that cannot run the command is none of these tests.
    const elsewhere = [
      'MISSION_NOT_FOUND',
      'AUTH_FAILED',
      'MISSION_UNAUTHORIZED',
      'PIN_REFUSED',
      'RUNTIME_UNUSABLE',
      'COLLISION',
      'TIMEOUT',
      'CONFIG_DAMAGED',
      'OFFLINE_JOIN',
      'ISSUER_PROTOCOL',
      'UNAVAILABLE',
      'NOT_EXECUTABLE',
      'COMMAND_NOT_FOUND',
      'HUNG_UP',
      'INTERRUPTED',
      'TERMINATED',
    ];
    const tested = new Set(rows.map(({ code }) => code));
    expect(Object.keys(exitCodes).filter((code) => !tested.has(code))).toEqual(elsewhere);
  });
});

test.each([
  ['credentials', /^leave the password out of the URL/],
  ['protocol', /https, ssh|ssh, git or file/],
  ['relative', /git:origin$/],
] as const)(
  'a git remote refused for its %s is a mistake in the words, and the hint says what to give instead',
  (reason, hint) => {
    const refused = Object.assign(new Error('remote cannot be used'), {
      code: 'ERR_GIT_REMOTE',
      reason,
    });
    const explained = explainError(refused, { argv: ['roster', 'use', 'git:x://me:canary@y'] });
    expect(explained).toMatchObject({ code: 'USAGE', details: { reason } });
    expect(explained.hint).toMatch(hint);
    expect(explained.hint).not.toContain('canary');
  },
);

describe('MISSIONCTL_DEBUG=1', () => {
  const environment = { MISSIONCTL_DEBUG: '1' };

  test('adds the stack of the failure and of its causes, on stderr', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const around = { environment, directory: '/nowhere/at/all' };
    const { code, stdout, stderr } = await home.run('pin demo', around);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^CliError: /m);
    expect(stderr).toMatch(/^AtomicWriteError: /m);
    expect(stderr).toMatch(/^Error: ENOENT/m);
    expect(stderr).toMatch(/^ {4}at /m);
  });

  test('leaves the line of JSON alone', async () => {
    const { stdout, stderr, json } = await testHome().run('status --json', { environment });
    expect(stdout).not.toContain('    at ');
    expect(stderr).toContain('    at ');
    expect(json.error_code).toBe('NO_ACTIVE_MISSION');
  });

  test('any other value changes nothing', async () => {
    const { stderr } = await testHome().run('status', { environment: { MISSIONCTL_DEBUG: '0' } });
    expect(stderr).not.toContain('    at ');
  });
});
