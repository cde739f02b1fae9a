import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** One run of git. */
export interface GitRun {
  /** The arguments: no secret is among them, since every process can read them. */
  readonly args: readonly string[];
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly directory: string;
  /** What it reads. */
  readonly input?: string | undefined;
  /** How much it may write, in bytes. */
  readonly mostBytes: number;
  /** How long it may run, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends it as the end of its time does. */
  readonly giveUp?: AbortSignal | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** How a run ended. */
export type GitEnd =
  /** By itself; `code` is undefined where a signal of somebody else ended it. */
  | { readonly how: 'exit'; readonly code: number | undefined; readonly output: Buffer }
  | { readonly how: 'timeout' };

/** How long git has to remove its temporary files after it was asked to end, in milliseconds. */
const graceMs = 150;

const stepMs = 5;

/** How long the end of what it wrote is waited for after it has ended, in milliseconds. */
const drainMs = 250;

/**
 * Runs git in a process group of its own, without a terminal, and waits until it has ended, whatever ends
 * it. What it writes to stderr is for people, may quote a server, and is not read.
 *
 * @throws the reason of the signal; the error of spawn, with its errno as code
 */
export async function runGit(program: string, run: GitRun): Promise<GitEnd> {
  const { args, environment, directory, input, timeoutMs, giveUp, signal } = run;
  signal.throwIfAborted();
  if (timeoutMs <= 0) return { how: 'timeout' };
  const child = spawn(program, args, {
    cwd: directory,
    env: environment,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const late = AbortSignal.timeout(Math.ceil(timeoutMs));
  const over = giveUp === undefined ? late : AbortSignal.any([late, giveUp]);
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, over, ending.signal]);
  const stop = (): void => void endGroup(child);
  ended.addEventListener('abort', stop, { once: true });
  try {
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    const output = gather(child, run.mostBytes, () => ending.abort());
    const code = await exitOf(child);
    if (ended.aborted) await endOfGroup(child);
    signal.throwIfAborted();
    if (over.aborted) return { how: 'timeout' };
    if (ending.signal.aborted) return { how: 'exit', code: undefined, output: Buffer.alloc(0) };
    // A daemon that a credential helper started may hold the pipe for hours.
    await within(drainMs, output.closed);
    return { how: 'exit', code, output: Buffer.concat(output.parts) };
  } finally {
    ended.removeEventListener('abort', stop);
    child.stdout?.destroy();
  }
}

type Child = ReturnType<typeof spawn>;

function exitOf(child: Child): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      if (child.pid === undefined) reject(error);
    });
    child.once('exit', (code) => resolve(code ?? undefined));
  });
}

/** Everything that it writes; what is too much ends it. */
function gather(
  { stdout }: Child,
  mostBytes: number,
  tooMuch: () => void,
): { readonly parts: readonly Buffer[]; readonly closed: Promise<void> } {
  const parts: Buffer[] = [];
  let bytes = 0;
  stdout?.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > mostBytes) tooMuch();
    else parts.push(part);
  });
  const closed = new Promise<void>((resolve) => {
    stdout?.once('close', () => resolve());
  });
  return { parts, closed };
}

/** Its helpers too, such as the one of a protocol, which would go on. */
async function endGroup(child: Child): Promise<void> {
  signalGroup(child, 'SIGTERM');
  await pause(graceMs, undefined, { ref: false });
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGKILL');
}

/** Git has ended, and what it had started is about to: a call leaves nothing behind that goes on. */
async function endOfGroup(child: Child): Promise<void> {
  for (let waited = 0; waited < graceMs && signalGroup(child, 'SIGKILL'); waited += stepMs)
    await pause(stepMs);
}

/** False where nothing of it is left. */
function signalGroup(child: Child, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  if (child.pid === undefined) return false;
  try {
    if (process.platform === 'win32') return child.kill(signal);
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

/** Waits for something, and no longer than so many milliseconds. */
async function within(ms: number, something: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = pause(ms, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([something, late]);
  over.abort();
}
