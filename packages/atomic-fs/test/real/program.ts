import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** One of the programs in this directory, running in its own process. */
export interface Program {
  readonly pid: number | undefined;
  /** The next line that it prints; an error when it ends without one. */
  readonly line: () => Promise<string>;
  readonly say: (line: string) => void;
  readonly kill: () => void;
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

export interface Surroundings {
  /** What runs the program: a command and its first arguments; default: this Node. */
  readonly under?: readonly string[];
  readonly nodeOptions?: readonly string[];
}

/** Starts `programs/<name>.ts`; it is killed at the end of the test. */
export function startProgram(
  name: string,
  args: readonly string[],
  { under = [process.execPath], nodeOptions = [] }: Surroundings = {},
): Program {
  const path = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const [command = '', ...first] = under;
  const options = ['--conditions=missionctl-source', ...nodeOptions, path];
  const child = spawn(command, [...first, ...options, ...args], { stdio: 'pipe' });
  const ended = endOf(child);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  // The lines and the exit status say how a program ended.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done !== true) return next.value;
    throw new Error(`${name} ended without an answer: ${(await ended).stderr}`);
  };
  return {
    pid: child.pid,
    line,
    say: (text) => void child.stdin.write(`${text}\n`),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

/** Runs a program to its end, and parses the one line of JSON that it prints. */
export async function resultOf<T>(
  name: string,
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<T> {
  const program = startProgram(name, args, surroundings);
  const line = await program.line();
  const { code, stderr } = await program.ended;
  if (code !== 0) throw new Error(`${name} failed: ${stderr}`);
  return JSON.parse(line) as T;
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}
