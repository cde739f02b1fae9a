import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { aliasOfHarness } from '@missionctl/actions';
import { expect, inject, onTestFinished } from 'vitest';
import { contextOf, eventText, project, type Reporting } from '../support/hook.ts';
import { type Envelope, onlyLine, type TestHome, tempDirectory, testHome } from '../support/run.ts';
import type { Ended, Order } from './harness-process.ts';

/** The fake harness, for a shell that starts one inside another. */
export const harnessProgram: string = `'${process.execPath}' '${fileURLToPath(new URL('harness-process.ts', import.meta.url))}'`;

/** The home of a user in which Claude Code is set up, and a project that is pinned to `demo`. */
export interface UserHome {
  /** The home of the user. */
  readonly me: string;
  readonly home: TestHome;
  readonly directory: string;
  /** What every process of the user gets: no variable but those of a login. */
  readonly environment: Readonly<Record<string, string>>;
  /** The configuration of Claude Code, as it was before it was set up. */
  readonly configuration: Configuration;
  /** Takes out of it what setup wrote. */
  readonly remove: () => Promise<void>;
}

/** Files by their path, with their text and mode. */
export type Configuration = Readonly<Record<string, string>>;

/** Put before a command, it takes away what says whose it is. */
export const lostVariables = 'env -u CLAUDECODE -u CLAUDE_CODE_SESSION_ID -u MISSIONCTL_MISSION';

/** Sets up Claude Code in a new home, where the person has joined `demo`. */
export async function userHome(): Promise<UserHome> {
  const me = tempDirectory();
  const bin = join(me, 'bin');
  mkdirSync(bin);
  symlinkSync(inject('command'), join(bin, 'missionctl'));
  chmodSync(inject('command'), 0o755);
  const home = testHome(join(me, '.spec-kitty'));
  const directory = project('demo');
  mkdirSync(join(me, '.claude'));
  writeFileSync(join(me, '.claude/settings.json'), '{\n  // mine\n  "model": "opus"\n}\n');
  const configuration = configurationIn(me);
  const context = { program: () => ({ words: [join(bin, 'missionctl')], isCached: false }) };
  const setup = async (words: string): Promise<void> => {
    const around = { userHome: me, directory: me, context };
    expect((await home.run(`setup claude ${words}`, around)).code).toBe(0);
  };
  await setup('--yes');
  await home.ok('join demo --role developer', { context: { clock: Date.now } });
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const path = [bin, dirname(process.execPath), PATH].join(':');
  const environment = { HOME: me, PATH: path, NODE_COMPILE_CACHE };
  const remove = (): Promise<void> => setup('--remove --yes');
  return { me, home, directory, environment, configuration, remove };
}

/** What Claude Code is configured by in the home of a user. */
export function configurationIn(me: string): Configuration {
  const names = ['.claude.json', ...below(me, '.claude')];
  return Object.fromEntries(
    names
      .map((name) => [name, join(me, name)] as const)
      .filter(([, path]) => existsSync(path))
      .map(([name, path]) => [name, `${statSync(path).mode} ${readFileSync(path, 'utf8')}`]),
  );
}

function below(me: string, directory: string): readonly string[] {
  return readdirSync(join(me, directory)).map((name) => join(directory, name));
}

/** A session of Claude Code in a process of its own. */
export interface Harness {
  readonly alias: string;
  /** Reports an event to the hooks, and returns what the agent is given to read. */
  readonly report: (event: string, more?: Partial<Reporting>) => Promise<string>;
  /** Runs a command as the agent's tool does. */
  readonly run: (command: string) => Promise<Ended>;
  /** Runs `missionctl <words> --json` so, and returns its answer. */
  readonly ask: (words: string) => Promise<Envelope>;
  /** Ends it by SIGKILL, and waits until it has ended. */
  readonly kill: () => Promise<void>;
  /** The same so many milliseconds after its tool began to run a command. */
  readonly killDuring: (command: string, ms: number) => Promise<void>;
}

/** Starts Claude Code; its session begins with `SessionStart`. */
export function startHarness(user: UserHome, sessionId: string): Harness {
  const program = fileURLToPath(new URL('harness-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program], {
    cwd: user.directory,
    env: { ...user.environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async (order: Order): Promise<readonly Ended[]> => {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    return JSON.parse(String((await lines.next()).value)) as readonly Ended[];
  };
  const run = async (command: string): Promise<Ended> => {
    const [ended] = await answer({ command });
    if (ended === undefined) throw new Error(`nothing became of ${command}`);
    return ended;
  };
  return {
    alias: aliasOfHarness('claude', sessionId),
    report: async (event, more) => readBy(await answer(eventFor(user, sessionId, event, more))),
    run,
    ask: async (words) => onlyLine((await run(`missionctl ${words} --json`)).stdout),
    kill,
    killDuring: async (command, ms) => {
      child.stdin.write(`${JSON.stringify({ command } satisfies Order)}\n`);
      await setTimeout(ms);
      await kill();
    },
  };
}

/** An event of a session, as the harness reports it. */
export function eventFor(
  { directory }: Pick<UserHome, 'directory'>,
  sessionId: string,
  event: string,
  more: Partial<Reporting> = {},
): Order {
  const text = eventText('claude', event, { directory, sessionId, ...more });
  return { event: JSON.parse(text) as Readonly<Record<string, unknown>> };
}

/** What an agent reads of what its hooks answered: none of them fails, whatever happens. */
function readBy(ended: readonly Ended[]): string {
  const texts = ended.map(({ code, stdout, stderr }) => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout === '' ? '' : contextOf(JSON.parse(stdout));
  });
  return texts.join('');
}

/** Writes a program that a shell finds by its name. */
export function writeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
}
