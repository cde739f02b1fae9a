import { aliasOfHarness } from '@missionctl/actions';
import { describe, expect, test } from 'vitest';
import { type PlayedSession, playSession, project } from './support/hook.ts';
import { lives, type Machine, machine, type Seen } from './support/processes.ts';
import { type Ran, type Surroundings, type TestHome, testHome } from './support/run.ts';

/** The participant of the session `one` of an agent command line. */
const claude = aliasOfHarness('claude', 'one');
const codex = aliasOfHarness('codex', 'one');
const inClaude = { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: 'one' };
const onTerminal = ['stdin', 'stdout', 'stderr'] as const;

interface Place {
  readonly home: TestHome;
  readonly on: Machine;
  /** The process in which the session `one` of claude lives. */
  readonly life: Seen;
}

/** I, `bot` and two sessions of agents are in `demo`; only one of these has recorded where it lives. */
async function place(): Promise<Place> {
  const home = testHome();
  const on = machine();
  await home.ok('join demo --role developer');
  for (const alias of ['bot', claude, codex]) {
    await home.ok(`join demo --role developer --as ${alias}`);
  }
  const life = await lives(home, on, claude);
  return { home, on, life };
}

interface Row {
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the command runs inside the life of the session `one` of claude. */
  readonly inside?: boolean;
  readonly terminal?: true;
  readonly flags?: string;
  readonly as: string | null;
  readonly from: string;
  /** Of `unknown`: why. */
  readonly reason?: string;
}

const rows: Readonly<Record<string, Row>> = {
  'a person': { environment: {}, as: null, from: 'myself' },
  'a person who says so': { environment: inClaude, flags: ' --me', as: null, from: 'flag' },
  'a flag before all else': { environment: inClaude, flags: ' --as bot', as: 'bot', from: 'flag' },
  'a name that somebody chose': {
    environment: { MISSIONCTL_AS: 'bot' },
    as: 'bot',
    from: 'environment',
  },
  'a name that somebody chose, in an agent': {
    environment: { ...inClaude, MISSIONCTL_AS: 'bot' },
    as: 'bot',
    from: 'environment',
  },
  'an empty name': { environment: { MISSIONCTL_AS: '' }, as: null, from: 'myself' },
  'a session': { environment: inClaude, inside: true, as: claude, from: 'harness' },
  'a session that has recorded no life': {
    environment: { CODEX_THREAD_ID: 'one' },
    as: codex,
    from: 'harness',
  },
  'a session, on a terminal that its agent has': {
    environment: inClaude,
    inside: true,
    terminal: true,
    as: claude,
    from: 'harness',
  },
  'the name that a hook wrote': {
    environment: { MISSIONCTL_AS: claude },
    inside: true,
    as: claude,
    from: 'environment',
  },
  'no id, inside a life': {
    environment: { CLAUDECODE: '1' },
    inside: true,
    as: claude,
    from: 'anchor',
  },
  'no variable at all, inside a life': {
    environment: {},
    inside: true,
    as: claude,
    from: 'anchor',
  },
  'variables that are turned off': {
    environment: { ...inClaude, MISSIONCTL_HARNESS: 'none' },
    as: null,
    from: 'myself',
  },
  'no id, and no life around': {
    environment: { CURSOR_AGENT: '1' },
    as: null,
    from: 'unknown',
    reason: 'no-session',
  },
  'an agent inside another': {
    environment: { ...inClaude, CODEX_THREAD_ID: 'one' },
    inside: true,
    as: null,
    from: 'unknown',
    reason: 'several',
  },
  'a session inside another of the same agent, with the name that the outer one got': {
    environment: { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: 'two', MISSIONCTL_AS: claude },
    inside: true,
    as: null,
    from: 'unknown',
    reason: 'several',
  },
  'an agent with the name that another got': {
    environment: { CURSOR_AGENT: '1', MISSIONCTL_AS: claude },
    inside: true,
    as: null,
    from: 'unknown',
    reason: 'several',
  },
  'an id that is left over': {
    environment: inClaude,
    as: null,
    from: 'unknown',
    reason: 'left-over',
  },
  'a name of a hook that is left over': {
    environment: { MISSIONCTL_AS: claude },
    terminal: true,
    as: null,
    from: 'unknown',
    reason: 'left-over',
  },
  'variables of an agent at a terminal': {
    environment: { CODEX_THREAD_ID: 'one' },
    terminal: true,
    as: null,
    from: 'unknown',
    reason: 'terminal',
  },
};

function around({ on, life }: Place, row: Row): Surroundings {
  const within = row.inside === true ? [on.start(), life] : [on.start()];
  const { environment } = row;
  const terminal = row.terminal === true ? onTerminal : [];
  return { environment, terminal, processes: on.seenBy({ within }) };
}

describe('who acts', () => {
  test.each(Object.entries(rows))('%s', async (_what, row) => {
    const made = await place();
    const { home } = made;
    const before = home.session('demo');
    const words = `focus wp:WP01 --mission demo${row.flags ?? ''} --json`;
    const { code, json } = await home.run(words, around(made, row));
    expect(json).toMatchObject({ acting_as: row.as, acting_from: row.from });
    if (row.from !== 'unknown') {
      expect(code).toBe(0);
      expect(home.session('demo', row.as ?? undefined)).toMatchObject({ focus: 'wp:WP01' });
    } else {
      expect({ code, json }).toMatchObject({
        code: 2,
        json: { error_code: 'WHO_ARE_YOU', retryable: false, details: { reason: row.reason } },
      });
    }
    if (row.as !== null || row.from === 'unknown') expect(home.session('demo')).toEqual(before);
  });

  test('is nobody after the life of the session has ended, whose variables stayed', async () => {
    const made = await place();
    made.on.end(made.life);
    const left = around(made, { environment: inClaude, as: null, from: 'unknown' });
    const { json } = await made.home.run('drive active --json', left);
    expect(json).toMatchObject({ error_code: 'WHO_ARE_YOU', details: { alias: claude } });
  });

  test('is the session in a sandbox with process numbers of its own, where nothing can be looked up', async () => {
    const made = await place();
    const processes = made.on.seenBy();
    const facts = (): ReturnType<typeof processes.facts> => ({
      boot: 'a boot',
      pidNamespace: 'another namespace',
      processes: new Map(),
    });
    const { json } = await made.home.run('focus wp:WP01 --json', {
      environment: { ...inClaude, MISSIONCTL_MISSION: 'demo' },
      processes: { ...processes, facts },
    });
    expect(json).toMatchObject({ result: 'success', acting_as: claude, acting_from: 'harness' });
  });

  test('is nobody where two participants live in one process around the command', async () => {
    const made = await place();
    const { home, on, life } = made;
    const context = { runProgram: async () => 0 };
    const self = on.seenBy({ self: life });
    await home.run('exec demo --as bot -- true', { processes: self, context });
    const inside = on.seenBy({ within: [life] });
    await home.ok('focus wp:Y --as bot', { processes: inside });
    const { json } = await home.run('drive active --json', { processes: inside });
    expect(json).toMatchObject({ error_code: 'WHO_ARE_YOU', details: { reason: 'several' } });
  });

  test('is the session that goes on where another has ended in the same process, as by /clear', async () => {
    const { home, on, life } = await place();
    const inside = on.seenBy({ within: [life] });
    const around = { processes: inside };
    const session = (sessionId: string): PlayedSession =>
      playSession(home, 'gemini', { directory: project('demo'), sessionId, around });
    const first = session('first');
    const second = session('second');
    const focusOf = async (focus: string): Promise<Ran> =>
      home.run(`focus ${focus} --mission demo --json`, {
        environment: { GEMINI_CLI: '1' },
        processes: inside,
      });
    await first.report('SessionStart');
    await home.ok(`leave demo --yes --as ${claude}`);
    expect((await focusOf('wp:A')).json).toMatchObject({ acting_as: first.alias });
    await first.report('SessionEnd');
    expect((await focusOf('wp:B')).json).toMatchObject({ acting_as: first.alias });
    await first.report('SessionEnd');
    await second.report('SessionStart');
    expect((await focusOf('wp:C')).json).toMatchObject({
      result: 'success',
      acting_as: second.alias,
      acting_from: 'anchor',
    });
  });

  test('is the person in a process in which the person alone lives', async () => {
    const { home, on } = await place();
    const self = on.start();
    const context = { runProgram: async () => 0 };
    await home.run('exec demo -- true', { processes: on.seenBy({ self }), context });
    const inside = on.seenBy({ within: [self] });
    await home.ok('focus wp:X', { processes: inside });
    expect(await home.ok('focus wp:Y', { processes: inside })).toMatchObject({
      acting_as: null,
      acting_from: 'myself',
    });
  });

  test('joins by the name of its session, and leaves the active mission to the person', async () => {
    const { home } = await place();
    await home.ok('join other --role developer', { environment: { CODEX_THREAD_ID: 'x' } });
    expect(home.session('other', aliasOfHarness('codex', 'x'))).toMatchObject({
      role: 'developer',
    });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
  });

  test('--as and --me exclude each other', async () => {
    const { home } = await place();
    expect((await home.run('focus --as bot --me')).code).toBe(2);
  });

  test('nobody at a terminal is asked while an agent is at work', async () => {
    const { home } = await place();
    const ran = await home.run('leave --mission demo --as bot', {
      environment: inClaude,
      terminal: onTerminal,
      answers: ['y'],
    });
    expect(ran).toMatchObject({ code: 2, questions: [] });
  });
});

describe('while it is not known who acts', () => {
  const nobody: Surroundings = { environment: { CURSOR_AGENT: '1' } };

  test.each([
    'join other --role developer',
    'leave --yes',
    'switch demo',
    'switch --clear',
    'focus',
    'focus none',
    'drive',
    'drive inactive',
    'drive ask',
    'drive check',
    'drive give bot',
    'validate',
    'path session',
    'prune',
  ])('%s is refused, and nothing is touched', async (words) => {
    const { home } = await place();
    const before = home.snapshot();
    const { code, json } = await home.run(`${words} --json`, nobody);
    expect({ code, json }).toMatchObject({ code: 2, json: { error_code: 'WHO_ARE_YOU' } });
    expect(home.snapshot()).toEqual(before);
  });

  test.each([
    'status',
    'status demo',
    'status --all',
    'list',
    'list --here',
    'current',
    'validate --all',
    'doctor',
    'path',
    'prune --dry-run',
  ])('%s answers, to nobody', async (words) => {
    const { home } = await place();
    const before = home.snapshot();
    const { json } = await home.run(`${words} --json`, nobody);
    expect(json).toMatchObject({ acting_as: null, acting_from: 'unknown', result: 'success' });
    expect(json.participant_id ?? null).toBeNull();
    expect(json.data?.['session'] ?? null).toBeNull();
    expect(home.snapshot()).toEqual(before);
  });

  test('a mission in which only an agent is joined is selected, and shown', async () => {
    const home = testHome();
    await home.ok('join demo --role developer --as bot');
    const environment = { CURSOR_AGENT: '1', MISSIONCTL_MISSION: 'demo' };
    const { stdout, stderr } = await home.run('status', { environment });
    expect(stdout).toMatch(/^demo \(environment\) {3}bot/);
    expect(stderr).toBe('it is not known who acts, so no session is shown as yours\n');
  });

  test('exec hands on the mission, and no name', async () => {
    const { home } = await place();
    let given: Readonly<Record<string, string>> = {};
    await home.run('exec demo -- true', {
      ...nobody,
      context: {
        runProgram: async (_words, variables) => {
          given = variables;
          return 0;
        },
      },
    });
    expect(given).toEqual({ MISSIONCTL_MISSION: 'demo' });
  });
});

describe('prune is the person’s', () => {
  test('an agent is refused, and may look at what would be done', async () => {
    const { home } = await place();
    const environment = { CODEX_THREAD_ID: 'one' };
    const { code, json } = await home.run('prune --as bot --json', { environment });
    expect({ code, json }).toMatchObject({
      code: 4,
      json: { error_code: 'NO_CAPABILITY', acting_as: codex },
    });
    expect((await home.run('prune --dry-run --json', { environment })).code).toBe(0);
  });
});
