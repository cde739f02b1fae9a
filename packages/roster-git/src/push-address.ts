import { isAbsolute, resolve } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { RosterUnavailableError } from '@missionctl/roster';
import type { GitSettings } from './git-settings.ts';
import { localEnvironment } from './process/git-environment.ts';
import { runGit } from './process/run-git.ts';

/** A remote, as a repository names it. */
export interface NamedRemote {
  /** A directory in the repository: an absolute path. */
  readonly directory: string;
  /** The name, such as `origin`. */
  readonly name: string;
}

/**
 * Resolves the name of a remote to the one address that pushes go to, as the configuration of a repository
 * and of the user says it: rewritten by `insteadOf` and `pushInsteadOf`. What is stored is this address, so that
 * reads and writes have the same, and nothing that changes in a checkout leads a roster elsewhere. Nothing of
 * the repository is run.
 *
 * @param remote - the directory and the name
 * @param how - the environment, and the git to run
 * @param signal - ends it
 * @returns the address, which may hold a password; undefined where there is no such remote or repository, and
 *   where pushes go to several
 * @throws RosterUnavailableError `ERR_ROSTER_UNAVAILABLE` when git cannot be run; the reason of the signal
 * @example
 * const address = await pushAddressOf({ directory: process.cwd(), name: 'origin' }, { environment: process.env });
 */
export async function pushAddressOf(
  { directory, name }: NamedRemote,
  how: RepositoryGit,
  signal: AbortSignal = new AbortController().signal,
): Promise<string | undefined> {
  const ask = askIn(directory, how, signal);
  return await addressOf(name, directory, ask);
}

/** The git of a repository that is not the scratch repository. */
export type RepositoryGit = Pick<GitSettings, 'environment' | 'program'>;

/** Runs git there, and returns its lines; none where it fails. */
export type Ask = (...args: readonly string[]) => Promise<readonly string[]>;

/** Asks the git of a repository. */
export function askIn(
  directory: string,
  { environment, program = 'git' }: RepositoryGit,
  signal: AbortSignal,
): Ask {
  return async (...args) => {
    const run = {
      args,
      environment: localEnvironment(environment),
      directory,
      signal,
      mostBytes,
      timeoutMs,
    };
    const end = await runGit(program, run).catch((error: unknown) => {
      const errno = signal.aborted ? undefined : errnoOf(error);
      throw errno === undefined
        ? error
        : new RosterUnavailableError(directory, errno, { cause: error });
    });
    if (end.how === 'timeout' || end.code !== 0) return [];
    return end.output.toString().split('\n').slice(0, -1);
  };
}

/** The one address that pushes to a remote go to. */
export async function addressOf(
  name: string,
  directory: string,
  ask: Ask,
): Promise<string | undefined> {
  const addresses = await ask('remote', 'get-url', '--push', '--all', '--', name);
  const [address] = addresses;
  if (address === undefined || addresses.length > 1) return undefined;
  if (/^[^/\\]*:/.test(address) || isAbsolute(address)) return address;
  // As git reads it: from the top of the worktree, or of a repository without one.
  const [top = directory] = await ask('rev-parse', '--path-format=absolute', '--show-toplevel');
  return resolve(top, address);
}

const timeoutMs = 5000;
const mostBytes = 64 * 1024;
