import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { aliasOfHarness } from '@missionctl/actions';
import { acquireLockSync } from '@missionctl/atomic-fs';
import { lockPathOf, presencePath } from '@missionctl/session-model';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { HarnessCommand } from './support/fake-harness.ts';
import { contextOf, eventText, project, type Reporting } from './support/hook.ts';
import { type Surroundings, type TestHome, testHome } from './support/run.ts';

const script = fileURLToPath(new URL('support/fake-harness.ts', import.meta.url));
const command = inject('command');

/** A process of Claude Code, as far as its hooks see it. */
interface Harness {
  readonly alias: string;
  /** Reports an event, and returns what the hook answered. */
  readonly report: (event: string, more?: Partial<Reporting>, flags?: string) => Promise<unknown>;
  /** Runs a command as a shell of the agent does; its exit code. */
  readonly run: (words: string) => Promise<number | null>;
  readonly kill: () => Promise<void>;
}

function startHarness(home: TestHome, directory: string, sessionId: string): Harness {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [script], {
    env: { PATH, NODE_COMPILE_CACHE, MISSIONCTL_HOME: home.path },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const run = async (words: readonly string[], input: string) => {
    const all: HarnessCommand = { words: [command, ...words], input, directory };
    child.stdin.write(`${JSON.stringify(all)}\n`);
    return JSON.parse(String((await lines.next()).value)) as { code: number; stdout: string };
  };
  const alias = aliasOfHarness('claude', sessionId);
  return {
    alias,
    report: async (event, more = {}, flags = '') => {
      const input = eventText('claude', event, { directory, sessionId, ...more });
      const words = `hook claude ${flags}`.trim().split(' ');
      const { code, stdout } = await run(words, input);
      expect(code).toBe(0);
      return stdout === '' ? undefined : JSON.parse(stdout);
    },
    run: async (words) => (await run([...words.split(' '), '--quiet', '--as', alias], '')).code,
    kill,
  };
}

/** The command in this process, with the real processes around it. */
const real: Surroundings = { context: { processes: () => undefined } };

async function participantsOf(home: TestHome): Promise<readonly unknown[]> {
  const { data } = await home.ok('status demo', real);
  return data['participants'] as readonly unknown[];
}

const context = (answer: unknown): string => contextOf(answer as Parameters<typeof contextOf>[0]);

// Elsewhere nothing proves that a process has ended.
describe.runIf(existsSync('/proc/self/stat'))('two agents in one checkout', () => {
  async function two(): Promise<{
    home: TestHome;
    directory: string;
    one: Harness;
    other: Harness;
  }> {
    const home = testHome();
    const directory = project('demo');
    const one = startHarness(home, directory, 'one');
    const other = startHarness(home, directory, 'other');
    await one.report('SessionStart');
    const shown = context(await other.report('SessionStart'));
    expect(shown).toContain(`${one.alias} (here`);
    return { home, directory, one, other };
  }

  test('that edit one file at the same moment: at least one is shown the other', async () => {
    const { one, other } = await two();
    const answers = await Promise.all([
      one.report('PreToolUse Edit'),
      other.report('PreToolUse Edit'),
    ]);
    const shown = answers.map(context).filter((text) => text.includes('file that you change'));
    expect(shown.length).toBeGreaterThanOrEqual(1);
  });

  test('one moves HEAD: it is warned while the other is there, and not when that was killed', async () => {
    const { home, one, other } = await two();
    const answer = await one.report('PreToolUse Bash', {}, '--guard');
    expect(answer).toMatchObject({ hookSpecificOutput: { permissionDecision: 'ask' } });
    expect(context(answer)).toContain(`${other.alias} (here`);
    expect(context(await one.report('UserPromptSubmit'))).toContain(`joined: ${other.alias}`);
    await other.kill();
    expect(await one.report('PreToolUse Bash', {}, '--guard')).toBeUndefined();
    expect(await participantsOf(home)).toMatchObject([{ verdict: 'here' }, { verdict: 'gone' }]);
    expect(context(await one.report('UserPromptSubmit'))).toContain(`gone: ${other.alias}`);
  });

  test('with --guard an edit is refused while it is proven that the other drives', async () => {
    const { one, other } = await two();
    for (const words of ['focus wp:X', 'drive active']) expect(await one.run(words)).toBe(0);
    expect(await other.run('focus wp:X')).toBe(0);
    const refused = await other.report('PreToolUse Edit', {}, '--guard');
    expect(refused).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });
    expect(context(refused)).toContain(
      `Next: missionctl status --watch --until free --timeout 300 --json --as ${other.alias}`,
    );
    await one.kill();
    const allowed = await other.report('PreToolUse Edit', {}, '--guard');
    expect(JSON.stringify(allowed ?? {})).not.toContain('permissionDecision');
    expect(await other.run('drive active')).toBe(0);
  });
});

describe.runIf(existsSync('/proc/self/stat'))('one session', () => {
  test('that waits for its person is shown so, until that has answered; its subagents are counted', async () => {
    const home = testHome();
    const one = startHarness(home, project('demo'), 'one');
    await one.report('SessionStart');
    await one.report('SubagentStart');
    await one.report('Notification');
    expect(await participantsOf(home)).toMatchObject([
      { verdict: 'here', waiting: expect.any(String) },
    ]);
    await one.report('UserPromptSubmit');
    await one.report('SubagentStop');
    expect(await participantsOf(home)).toMatchObject([{ verdict: 'here', waiting: null }]);
  });

  test('that was resumed in a second terminal is shown so, until the first is closed', async () => {
    const home = testHome();
    const directory = project('demo');
    const first = startHarness(home, directory, 'one');
    const second = startHarness(home, directory, 'one');
    expect(context(await first.report('SessionStart'))).not.toContain('two processes');
    const resumed = { payload: { source: 'resume' } };
    expect(context(await second.report('SessionStart', resumed))).toContain('two processes');
    await first.kill();
    expect(context(await second.report('SessionStart', resumed))).not.toContain('two processes');
  });
});

describe('a hook ends by itself', () => {
  /** Starts the hook with its input open behind what it is given. */
  async function withOpenInput(
    home: TestHome,
    input: string,
  ): Promise<{ code: unknown; out: string }> {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [command, 'hook', 'claude'], {
      env: { PATH, MISSIONCTL_HOME: home.path },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stdin.write(input);
    const [code] = await once(child, 'close');
    return { code, out };
  }

  test('where its harness keeps the pipe open behind the event', async () => {
    const input = eventText('claude', 'SessionStart', { directory: project('demo') });
    const { code, out } = await withOpenInput(testHome(), input);
    expect(code).toBe(0);
    expect(out).toContain('additionalContext');
  });

  test('where no event comes, or half of one', async () => {
    const home = testHome();
    const half = eventText('claude', 'SessionStart', { directory: project('demo') }).slice(0, -9);
    expect(await Promise.all([withOpenInput(home, ''), withOpenInput(home, half)])).toEqual([
      { code: 0, out: '' },
      { code: 0, out: '' },
    ]);
    expect(existsSync(home.path)).toBe(false);
  });

  test('where a lock that it needs is held', async () => {
    const home = testHome();
    const directory = project('demo');
    const one = startHarness(home, directory, 'one');
    const other = startHarness(home, directory, 'other');
    await one.report('SessionStart');
    await other.report('SessionStart');
    await other.report('PreToolUse Edit');
    const id = String(home.session('demo', one.alias)['participant_id']);
    const path = lockPathOf(presencePath(home.path, 'demo', id));
    mkdirSync(join(path, '..'), { recursive: true });
    const lock = acquireLockSync(path);
    try {
      // It cannot be recorded, and it sees the others all the same.
      expect(context(await one.report('PreToolUse Edit'))).toContain('file that you change');
      for (const event of ['Notification', 'SubagentStart']) await one.report(event);
    } finally {
      lock.release();
    }
  });
});
