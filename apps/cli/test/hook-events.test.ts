import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { presencePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  contextOf,
  type HarnessName,
  type PlayedSession,
  payloadsOf,
  playSession,
  project,
} from './support/hook.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

/** What each harness calls the moments, as far as its payloads have them. */
const moments = {
  claude: {
    start: 'SessionStart',
    prompt: 'UserPromptSubmit',
    edits: ['PreToolUse Edit', 'PreToolUse Write', 'PreToolUse NotebookEdit'],
    shell: 'PreToolUse Bash',
    subagent: ['SubagentStart', 'SubagentStop'],
    waiting: ['Notification', 'PermissionRequest', 'Stop'],
    end: 'SessionEnd',
  },
  codex: {
    start: 'SessionStart',
    prompt: 'UserPromptSubmit',
    edits: ['PreToolUse apply_patch'],
    shell: 'PreToolUse Bash',
    subagent: ['SubagentStart', 'SubagentStop'],
    waiting: ['PermissionRequest', 'Stop'],
    end: 'SessionEnd',
  },
  gemini: {
    start: 'SessionStart',
    prompt: 'BeforeAgent',
    edits: ['BeforeTool write_file', 'BeforeTool replace', 'AfterTool write_file'],
    shell: 'BeforeTool run_shell_command',
    subagent: [],
    waiting: ['Notification', 'AfterAgent'],
    end: 'SessionEnd',
  },
  cursor: {
    start: 'sessionStart',
    prompt: 'beforeSubmitPrompt',
    edits: ['preToolUse Write', 'postToolUse Write'],
    shell: 'beforeShellExecution',
    subagent: ['subagentStart', 'subagentStop'],
    waiting: ['stop'],
    end: 'sessionEnd',
  },
} as const;

const harnesses = ['claude', 'codex', 'gemini', 'cursor'] as const;

/** A session of a harness in a project whose pin names `demo`, and who else is there. */
async function inDemo(
  harness: HarnessName,
  flags = '',
): Promise<{ home: TestHome; directory: string; agent: PlayedSession; other: PlayedSession }> {
  const home = testHome();
  const directory = project('demo');
  const agent = playSession(home, harness, { directory, flags });
  const other = playSession(home, 'claude', { directory, sessionId: 'another session' });
  return { home, directory, agent, other };
}

/** What the home records of a participant. */
async function recorded(
  home: TestHome,
  alias: string,
): Promise<{
  readonly participant: unknown;
  readonly presence: Readonly<Record<string, unknown>>;
}> {
  const { data } = await home.ok(`list demo --as ${alias}`);
  const [participant] = data['sessions'] as readonly { readonly participant_id: string }[];
  const id = String(participant?.participant_id);
  const path = presencePath(home.path, 'demo', id);
  return {
    participant,
    presence: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {},
  };
}

describe.each(harnesses)('a session of %s', (harness) => {
  const named = moments[harness];

  test('joins when it begins, and is shown who it is and who else is there', async () => {
    const { home, agent, other } = await inDemo(harness);
    await home.ok('join demo --role reviewer');
    await home.ok('focus wp:WP01');
    await other.report('SessionStart');
    const context = contextOf(await agent.report(named.start));
    expect(context).toContain(`--as ${agent.alias}`);
    expect(context).toContain('the person of this home');
    expect(context).toContain(other.alias);
    expect(context.length).toBeLessThanOrEqual(400);
    expect((await recorded(home, agent.alias)).participant).toMatchObject({ role: 'developer' });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
  });

  test('is shown with a prompt what has changed, once', async () => {
    const { agent, other } = await inDemo(harness);
    await agent.report(named.start);
    expect(await agent.report(named.prompt)).toBeUndefined();
    await other.report('SessionStart');
    const first = contextOf(await agent.report(named.prompt));
    expect(await agent.report(named.prompt)).toBeUndefined();
    // Cursor shows an agent nothing with a prompt, but after the next edit.
    if (harness !== 'cursor') expect(first).toContain(`joined: ${other.alias}`);
    else expect(contextOf(await agent.report('postToolUse Write'))).toContain(other.alias);
  });

  test('records each file before it changes it', async () => {
    for (const event of named.edits) {
      const { home, directory, agent } = await inDemo(harness);
      await agent.report(named.start);
      await agent.report(event);
      const { touching } = (await recorded(home, agent.alias)).presence;
      expect(touching).toContainEqual({
        path: join(directory, 'src/main.ts'),
        at: expect.any(String),
      });
    }
  });

  test('is shown who changes the same file, where its harness has a place for it', async () => {
    const { agent, other } = await inDemo(harness);
    await agent.report(named.start);
    await other.report('SessionStart');
    await other.report('PreToolUse Edit');
    const answers = [];
    for (const event of named.edits) answers.push(contextOf(await agent.report(event)));
    const shown = answers.filter((text) => text.includes(other.alias));
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain('file that you change');
  });

  test('is warned before git changes the files of others', async () => {
    const { home, agent, other } = await inDemo(harness);
    await agent.report(named.start);
    expect(await agent.report(named.shell)).toBeUndefined();
    await other.report('SessionStart');
    const answer = JSON.stringify(await agent.report(named.shell));
    expect(answer).toContain(other.alias);
    expect(answer).not.toMatch(/"(?:ask|deny|allow)"/);
    const guarded = JSON.stringify(await agent.report(named.shell, { flags: '--guard' }));
    const asks = { claude: true, codex: false, gemini: false, cursor: true }[harness];
    expect(guarded.includes('"ask"')).toBe(asks);
    const before = home.snapshot();
    const toolInput = { command: 'git status' };
    expect(
      await agent.report(named.shell, { toolInput, payload: { command: 'git status' } }),
    ).toBeUndefined();
    expect(home.snapshot()).toEqual(before);
  });

  test('counts its subagents, waits for its person, and goes on', async () => {
    const { home, agent } = await inDemo(harness);
    await agent.report(named.start);
    const [begins, ends] = named.subagent;
    if (begins !== undefined && ends !== undefined) {
      await agent.report(begins);
      await agent.report(begins);
      await agent.report(ends);
      expect((await recorded(home, agent.alias)).presence['subagents']).toBe(1);
    }
    for (const event of named.waiting) {
      await agent.report(event);
      expect((await recorded(home, agent.alias)).presence['waiting']).toEqual(expect.any(String));
      await agent.report(named.prompt);
      expect((await recorded(home, agent.alias)).presence).not.toHaveProperty('waiting');
    }
  });

  test('vanishes at its end when it worked on nothing, and else is gone', async () => {
    const { home, agent } = await inDemo(harness);
    await agent.report(named.start);
    await agent.report(named.end);
    expect((await home.ok('list')).data['sessions']).toEqual([]);
    await agent.report(named.start);
    await home.ok(`focus wp:WP01 --mission demo --as ${agent.alias}`);
    await home.ok(`drive active --mission demo --as ${agent.alias}`);
    await agent.report(named.end);
    const { participant } = await recorded(home, agent.alias);
    expect(participant).toMatchObject({ focus: 'wp:WP01', drive_intent: 'inactive' });
    expect((await home.ok('list demo --gone')).data['sessions']).toHaveLength(1);
    expect(contextOf(await agent.report(named.start))).toContain(agent.alias);
  });

  test('is silent, and touches nothing, where no flag, variable or pin names a mission', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const agent = playSession(home, harness, { directory: project() });
    const before = home.snapshot();
    for (const event of Object.keys(payloadsOf(harness))) {
      expect(await agent.report(event)).toBeUndefined();
    }
    expect(home.snapshot()).toEqual(before);
  });
});

describe('of what does not fit, and of what is the same', () => {
  test('who works in the same checkout, and on nothing, is named once', async () => {
    const { home, directory, agent } = await inDemo('claude');
    await home.ok('join demo --role developer', { directory });
    await home.ok('focus none --mission demo', { directory });
    const start = contextOf(await agent.report('SessionStart'));
    expect(start.match(/the person of this home/g)).toHaveLength(1);
    await home.ok('focus wp:WP01 --mission demo', { directory });
    expect(contextOf(await agent.report('SessionStart'))).toMatch(
      /at work: the person of this home .*Also here: the person of this home \(.*\) on wp:WP01\.$/,
    );
  });

  test('the first is said with later prompts', async () => {
    const { home, directory, agent, other } = await inDemo('claude');
    const run = async (words: string, { alias }: PlayedSession): Promise<unknown> =>
      await home.ok(`${words} --mission demo --as ${alias}`, { directory });
    for (const each of [agent, other]) {
      await each.report('SessionStart');
      await run('focus wp:payment-retries-and-idempotency', each);
    }
    await run('drive active', other);
    const start = contextOf(await agent.report('SessionStart'));
    expect(start).toContain(' More: missionctl status');
    const prompts = [];
    for (let at = 1; at <= 4; at += 1) {
      prompts.push(contextOf(await agent.report('UserPromptSubmit')));
    }
    for (const said of [
      `is driven by ${other.alias}`,
      `In this checkout is also at work: ${other.alias}`,
    ]) {
      expect([start, ...prompts].filter((text) => text.includes(said))).toHaveLength(1);
    }
    expect(prompts.at(-1)).toBe('');
  });

  test('the second once, as of one who changes three of its files', async () => {
    const { directory, agent, other } = await inDemo('claude');
    await agent.report('SessionStart');
    await other.report('SessionStart');
    for (const file of ['one', 'two', 'three']) {
      const toolInput = { file_path: join(directory, 'src', file) };
      await agent.report('PreToolUse Edit', { toolInput });
      await other.report('PreToolUse Edit', { toolInput });
    }
    const text = contextOf(await agent.report('UserPromptSubmit'));
    expect(text.match(/A file that you change was changed/g)).toHaveLength(1);
    expect(await agent.report('UserPromptSubmit')).toBeUndefined();
  });
});

describe('a mission is selected', () => {
  test('by --mission, which commands then name, and by the environment', async () => {
    const home = testHome();
    const directory = project();
    const codex = playSession(home, 'codex', {
      directory,
      flags: '--mission demo --role reviewer',
    });
    await codex.report('SessionStart');
    expect((await recorded(home, codex.alias)).participant).toMatchObject({ role: 'reviewer' });
    await home.ok(`focus wp:X --mission demo --as ${codex.alias}`);
    await home.ok('join demo --role developer --as bot');
    await home.ok('focus wp:X --mission demo --as bot');
    await home.ok('drive active --mission demo --as bot');
    const context = contextOf(await codex.report('UserPromptSubmit'));
    expect(context).toContain(
      `missionctl status --watch --until free --timeout 300 --json --mission demo --as ${codex.alias}`,
    );
    const around = { environment: { MISSIONCTL_MISSION: 'demo' } };
    const claude = playSession(home, 'claude', { directory, around });
    expect(contextOf(await claude.report('SessionStart'))).toContain(claude.alias);
  });
});

describe('variables for the shells of Claude Code', () => {
  const lines = (file: string): string => readFileSync(file, 'utf8');

  test('are appended to what others wrote, and not again', async () => {
    const home = testHome();
    const file = join(tempDirectory(), 'env.sh');
    writeFileSync(file, "export OTHER='1'");
    const around = { environment: { CLAUDE_ENV_FILE: file } };
    const agent = playSession(home, 'claude', { directory: project('demo'), around });
    await agent.report('SessionStart');
    await agent.report('SessionStart', { payload: { source: 'compact' } });
    expect(lines(file)).toBe("export OTHER='1'\nexport MISSIONCTL_MISSION=demo\n");
    writeFileSync(file, `${lines(file)}export MISSIONCTL_MISSION=another\n`);
    await agent.report('SessionStart');
    expect(lines(file).endsWith('another\nexport MISSIONCTL_MISSION=demo\n')).toBe(true);
  });

  test('are left out where the file cannot be written, or is none', async () => {
    const home = testHome();
    const directory = project('demo');
    for (const file of [join(directory, 'no/such/directory'), directory]) {
      const around = { environment: { CLAUDE_ENV_FILE: file } };
      const agent = playSession(home, 'claude', { directory, around });
      expect(contextOf(await agent.report('SessionStart'))).toContain(agent.alias);
    }
  });
});

describe('with --guard', () => {
  /** An agent that works on what another drives, and that one. */
  async function onDriven(harness: HarnessName): Promise<{ home: TestHome; agent: PlayedSession }> {
    const { home, agent } = await inDemo(harness, '--guard');
    await agent.report(moments[harness].start);
    await home.ok('join demo --role developer --as bot');
    await home.ok('focus wp:X --mission demo --as bot');
    await home.ok('drive active --mission demo --as bot');
    await home.ok(`focus wp:X --mission demo --as ${agent.alias}`);
    return { home, agent };
  }

  test('the person is asked before an edit when nothing proves that the driver is here', async () => {
    const { agent } = await onDriven('claude');
    const first = await agent.report('PreToolUse Edit');
    expect(first).toMatchObject({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'ask',
        additionalContext: expect.stringContaining('wp:X is driven by bot (unknown'),
      },
    });
    expect(await agent.report('PreToolUse Edit')).toEqual(first);
  });

  test('without it the same is shown once', async () => {
    const { agent } = await onDriven('claude');
    const flags = '';
    expect(await agent.report('PreToolUse Edit', { flags })).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        additionalContext: expect.stringContaining('drive ask'),
      },
    });
    expect(await agent.report('PreToolUse Edit', { flags })).toBeUndefined();
  });

  test('nobody is asked who has decided to go on', async () => {
    const { home, agent } = await onDriven('claude');
    await home.ok(`drive active --on-collision continue --mission demo --as ${agent.alias}`);
    const answer = await agent.report('PreToolUse Edit');
    expect(JSON.stringify(answer)).not.toContain('permissionDecision');
    expect(contextOf(answer)).toContain('wp:X is driven by bot');
  });

  test('the same file only warns', async () => {
    const { agent, other } = await inDemo('claude', '--guard');
    await agent.report('SessionStart');
    await other.report('SessionStart');
    await other.report('PreToolUse Edit');
    expect(JSON.stringify(await agent.report('PreToolUse Edit'))).not.toContain(
      'permissionDecision',
    );
  });
});

test('each command that an agent reads brings it further, run as printed', async () => {
  const { home, directory, agent } = await inDemo('claude');
  const me = agent.alias;
  await agent.report('SessionStart');
  for (const alias of ['', ' --as bot']) await home.ok(`join demo --role developer${alias}`);
  /** What is done before a prompt, and the commands that stand in what that answers. */
  const steps: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      [
        `focus wp:X --as ${me}`,
        `drive active --as ${me}`,
        'focus wp:X --as bot',
        'drive ask --as bot',
      ],
      ['drive give bot'],
    ],
    [['drive active --as bot'], ['drive inactive']],
    [[], ['status --watch --until free --timeout 300 --json', 'drive ask']],
    [[`drive give ${me} --as bot`], ['focus wp:X', 'drive active']],
    [['focus wp:X', 'drive take --reason needed'], ['drive inactive']],
  ];
  for (const [before, printed] of steps) {
    for (const words of before) await home.ok(words, { directory });
    const context = contextOf(await agent.report('UserPromptSubmit'));
    const commands = [...context.matchAll(/missionctl (.+?) --as claude-[0-9a-f]{8}/g)];
    expect(commands.map(([, words]) => words)).toEqual(printed);
    for (const [command] of commands) {
      const { code } = await home.run(command.replace('missionctl ', ''), { directory });
      // The time is over at once here.
      expect([command, code]).toEqual([command, command.includes('--timeout') ? 5 : 0]);
    }
  }
  expect(home.session('demo', me)).toMatchObject({ focus: 'wp:X', drive_intent: 'inactive' });
});

test('an authority on a network is not asked, but named', async () => {
  const home = testHome();
  const around = { environment: { MISSIONCTL_API_URL: 'https://issuer.example' } };
  const agent = playSession(home, 'claude', { directory: project('demo'), around });
  const context = contextOf(await agent.report('SessionStart'));
  expect(context).toContain(`missionctl join demo --role developer --as ${agent.alias}`);
  expect(existsSync(home.path)).toBe(false);
});

describe('nothing fails the agent', () => {
  const event = JSON.stringify(payloadsOf('claude')['SessionStart']);

  test.each([
    ['no input', ''],
    ['no JSON', '{"session_id": }'],
    ['a list', '[1, 2]'],
    ['a text', '"x"'],
    ['an unknown event', event.replace('SessionStart', 'PreSomething')],
    ['the name of a member of every object', event.replace('"SessionStart"', '"__proto__"')],
    ['the name of a method of every object', event.replace('"SessionStart"', '"toString"')],
    ['no event', event.replace('hook_event_name', 'event')],
    ['no session', event.replace('session_id', 'session')],
    ['a session that is no text', event.replace(/"session_id":"[^"]*"/, '"session_id":7')],
    ['a directory that is no text', event.replace(/"cwd":"[^"]*"/, '"cwd":{"a":1}')],
    ['a directory that is not there', event.replace(/"cwd":"[^"]*"/, '"cwd":"/no/such"')],
    ['a relative directory', event.replace(/"cwd":"[^"]*"/, '"cwd":"../.."')],
    ['a directory with a NUL', event.replace(/"cwd":"[^"]*"/, '"cwd":"/a\\u0000b"')],
    ['deep nesting', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s', async (_what, input) => {
    const home = testHome();
    const { code, stdout, stderr } = await home.run('hook claude', { input });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each([
    'hook',
    'hook emacs',
    'hook claude --unknown',
    'hook claude --role king',
    'hook claude --role',
    'hook claude extra',
    'hook claude --mission ../..',
    'hook claude --as bot',
  ])('missionctl %s', async (words) => {
    const input = event.replaceAll('/work/project', project('demo'));
    const { code, stdout, stderr } = await testHome().run(words, { input });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each([
    ['a relative home', { MISSIONCTL_HOME: 'home' }],
    ['a variable that is no mission', { MISSIONCTL_MISSION: '../x' }],
    ['a variable that is no participant', { MISSIONCTL_AS: '../x' }],
    ['output as JSON', { MISSIONCTL_OUTPUT: 'json' }],
    ['a wrong output', { MISSIONCTL_OUTPUT: 'xml' }],
  ])('%s', async (_what, environment) => {
    const input = event.replaceAll('/work/project', project('demo'));
    const { code, stdout, stderr } = await testHome().run('hook claude', { input, environment });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^(?:\{"hookSpecificOutput".*\}\n)?$/);
  });

  test('a damaged session, a damaged presence, a home that is a file', async () => {
    const home = testHome();
    const agent = playSession(home, 'claude', { directory: project('demo') });
    await agent.report('SessionStart');
    const { presence } = await recorded(home, agent.alias);
    expect(presence).toHaveProperty('harness', 'claude');
    writeFileSync(home.sessionPath('demo', agent.alias), '{');
    for (const name of Object.keys(payloadsOf('claude'))) await agent.report(name);
    const other = testHome(join(tempDirectory(), 'home'));
    mkdirSync(join(other.path, '..'), { recursive: true });
    writeFileSync(other.path, '');
    const lost = playSession(other, 'claude', { directory: project('demo') });
    for (const name of Object.keys(payloadsOf('claude'))) {
      expect(await lost.report(name)).toBeUndefined();
    }
  });

  test('an output that cannot be written: what it would have said is said again', async () => {
    const home = testHome();
    const directory = project('demo');
    const agent = playSession(home, 'claude', { directory });
    await agent.report('SessionStart');
    await playSession(home, 'codex', { directory }).report('SessionStart');
    await agent.report('UserPromptSubmit', { around: { unwritable: ['stdout'] } });
    expect(contextOf(await agent.report('UserPromptSubmit'))).toContain('joined: codex-');
  });

  test('MISSIONCTL_DEBUG=1 says on stderr what went wrong', async () => {
    const environment = { MISSIONCTL_DEBUG: '1' };
    const { code, stdout, stderr } = await testHome().run('hook claude --unknown', { environment });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('--unknown');
  });
});
