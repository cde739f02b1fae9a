import type { GitSettings } from './git-settings.ts';
import { isSshRemote } from './names/remote-url.ts';
import { localEnvironment } from './process/git-environment.ts';
import { runGit } from './process/run-git.ts';

/**
 * Whether a call may make ssh ask for a touch on a key: the agent of ssh holds a security key (`sk-`), or one
 * of a card. Which of several keys a host is going to take shows only when it is asked; that a key file or the
 * configuration of ssh leads to such a key is not seen.
 *
 * @param settings - the remote, and the environment with the agent
 * @param signal - ends it
 * @returns whether a touch may be needed; false where the remote is not behind ssh, or has no agent
 * @throws the reason of the signal
 * @example
 * const everyMs = (await mayNeedTouch({ remote, environment: process.env })) ? Infinity : undefined;
 */
export async function mayNeedTouch(
  { remote, environment }: Pick<GitSettings, 'remote' | 'environment'>,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  if (!isSshRemote(remote) || (environment['SSH_AUTH_SOCK'] ?? '') === '') return false;
  const run = {
    args: ['-L'],
    environment: localEnvironment(environment),
    directory: '/',
    signal,
    mostBytes,
    timeoutMs,
  };
  const end = await runGit('ssh-add', run).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
  if (end?.how !== 'exit') return false;
  return end.output.toString().split('\n').some(isTouched);
}

const mostBytes = 1024 * 1024;
const timeoutMs = 2000;

/** A kind, a key and a comment; the agent of GnuPG calls a card so. */
function isTouched(line: string): boolean {
  return /^sk-\S+ /.test(line) || /^\S+ \S+ cardno:/.test(line);
}
