import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const conditions = '--conditions=missionctl-source';

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
