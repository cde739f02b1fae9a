// Runs in its own process: Claude Code, as far as a hook or a command can see it. It runs the hooks of its
// configuration and what its tool is asked for, one order a line, and answers each with a line.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

type Payload = Readonly<Record<string, unknown>>;

/** An event that it reports to its hooks, or a command that its tool runs in a shell. */
export type Order =
  | { readonly event: Payload }
  | { readonly command: string; readonly environment?: Readonly<Record<string, string>> };

/** How what it started has ended; for the hooks of an event one after the other. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Hook {
  readonly command: string;
  readonly if?: string;
}

interface Settings {
  readonly hooks?: Readonly<
    Record<string, readonly { readonly matcher?: string; readonly hooks: readonly Hook[] }[]>
  >;
}

const { HOME = '' } = process.env;
let sessionId = '';

/** Where the hooks of a session leave variables, which each shell of its tool reads first. */
const variables = (): string => join(HOME, 'session-env', sessionId, 'hooks.sh');

async function answer(order: Order): Promise<readonly Ended[]> {
  if ('command' in order) return [await useTool(order)];
  const { event } = order;
  if (event['hook_event_name'] === 'SessionStart') sessionId = String(event['session_id']);
  const ended: Ended[] = [];
  for (const { command } of hooksFor(event)) {
    const environment = { ...process.env, CLAUDE_PROJECT_DIR: process.cwd(), ...fileFor(event) };
    ended.push(await run(command, environment, JSON.stringify(event)));
  }
  return ended;
}

async function useTool({
  command,
  environment,
}: Extract<Order, { command: string }>): Promise<Ended> {
  const marks = { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: sessionId };
  const script = existsSync(variables()) ? `. '${variables()}'\n${command}` : command;
  return await run(script, { ...process.env, ...marks, ...environment }, '');
}

function hooksFor(event: Payload): readonly Hook[] {
  const file = join(HOME, '.claude/settings.json');
  const { hooks = {} } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')) as Settings)
    : {};
  const subject = String(event['tool_name'] ?? event['notification_type'] ?? '');
  const groups = hooks[String(event['hook_event_name'])] ?? [];
  return groups
    .filter(({ matcher = '' }) => matcher === '' || new RegExp(`^(?:${matcher})$`).test(subject))
    .flatMap((group) => group.hooks.filter((hook) => isPermitted(hook, event)));
}

/** A rule of permissions in front of a hook: of those that are written, all have this form. */
function isPermitted({ if: rule }: Hook, event: Payload): boolean {
  if (rule === undefined) return true;
  const prefix = /^Bash\((\w+) \*\)$/.exec(rule)?.[1];
  if (prefix === undefined) throw new Error(`this harness knows no rule such as ${rule}`);
  const { command = '' } = (event['tool_input'] ?? {}) as { readonly command?: string };
  return new RegExp(`(?:^|[;&|(]\\s*)${prefix} `).test(command);
}

function fileFor(event: Payload): Readonly<Record<string, string>> {
  if (event['hook_event_name'] !== 'SessionStart') return {};
  mkdirSync(dirname(variables()), { recursive: true });
  return { CLAUDE_ENV_FILE: variables() };
}

function run(command: string, env: NodeJS.ProcessEnv, input: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', command], { env });
    const written = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      written.stdout += text;
    });
    child.stderr.on('data', (text) => {
      written.stderr += text;
    });
    // Some commands end without having read it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('exit', (code) => setImmediate(() => resolve({ code, ...written })));
  });
}

for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as Order))}\n`);
}
