import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Holds the lock of the path that it is given, until a message or its end. */
export const holdingProcess: URL = new URL('holding-process.ts', import.meta.url);

const conditions = '--conditions=missionctl-source';

/** Runs a script in its own process, and returns the JSON that it prints. */
export function answerOf(
  script: URL,
  question: unknown,
  environment: Readonly<Record<string, string>> = {},
): unknown {
  return answer([process.execPath], { script, question, environment });
}

/** The same as another user, for a test that runs as root. */
export function answerAs(uid: number, script: URL, question: unknown): unknown {
  const become = ['setpriv', '--reuid', `${uid}`, '--regid', `${uid}`, '--clear-groups'];
  return answer([...become, process.execPath], { script, question, environment: {} });
}

function answer(
  [command = '', ...first]: readonly string[],
  {
    script,
    question,
    environment,
  }: {
    readonly script: URL;
    readonly question: unknown;
    readonly environment: Readonly<Record<string, string>>;
  },
): unknown {
  const { stdout, stderr, status, error } = spawnSync(
    command,
    [...first, conditions, fileURLToPath(script)],
    {
      input: JSON.stringify(question),
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    },
  );
  if (status !== 0) throw new Error(`${script.pathname} failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout);
}

/** Starts a script that reports when it is ready, and then exchanges messages. */
export async function startChild(script: URL, args: readonly string[]): Promise<ChildProcess> {
  const child = fork(fileURLToPath(script), args, { execArgv: [conditions] });
  await replyOf(child);
  return child;
}

/** Sends a message, and waits for the answer. */
export async function ask(child: ChildProcess, message: string): Promise<unknown> {
  const reply = replyOf(child);
  child.send(message);
  return await reply;
}

/**
 * Kills a child so many milliseconds after it has reported that many steps of the work that it is sent to; a
 * child that ends before is let go.
 */
export async function killAfterStep(
  child: ChildProcess,
  { step, afterMs }: { readonly step: number; readonly afterMs: number },
): Promise<void> {
  const ended = once(child, 'exit');
  const reached = new Promise<void>((resolve) => {
    let done = 0;
    child.on('message', () => {
      done += 1;
      if (done === step) resolve();
    });
    if (step === 0) resolve();
  });
  child.send('begin');
  await Promise.race([reached, ended]);
  await pause(afterMs);
  child.kill('SIGKILL');
  await ended;
}

/** Lets a child end by itself: without a channel it waits for nothing. */
export async function dismiss(child: ChildProcess): Promise<void> {
  const over = once(child, 'exit');
  child.disconnect();
  await over;
}

function replyOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null): void => reject(new Error(`child ended with ${code}`));
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      resolve(message);
    });
  });
}
