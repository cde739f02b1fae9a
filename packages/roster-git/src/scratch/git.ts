import { join } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { RosterUnavailableError } from '@missionctl/roster';
import type { GitSettings } from '../git-settings.ts';
import { anonymousUrl, isSshRemote, remoteUrl } from '../names/remote-url.ts';
import { type Deadline, uniqueNameByTime } from '../process/clock.ts';
import {
  localEnvironment,
  remoteEnvironment,
  remoteName,
  strangersEnvironment,
} from '../process/git-environment.ts';
import { type GitTrace, takeTrace } from '../process/git-trace.ts';
import { type GitEnd, runGit } from '../process/run-git.ts';
import type { ScratchLayout } from './scratch-layout.ts';

/** What a call has: its time, and what ends it. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
}

/** Git, run for one client. */
export interface Git {
  /** The address of the remote, as errors show it. */
  readonly shown: string;
  /** Runs it in a repository without reaching the remote. */
  readonly local: (run: LocalRun, context: CallContext) => Promise<GitEnd>;
  /** Runs it so that it reaches the remote. */
  readonly remote: (run: RemoteRun, context: CallContext) => Promise<RemoteEnd>;
  /** Whether anybody can read the remote; undefined where its protocol cannot tell. */
  readonly isPublic: (context: CallContext) => Promise<boolean | undefined>;
}

/** A run that stays in the repository. */
export interface LocalRun {
  /** The repository. */
  readonly repository: string;
  readonly args: readonly string[];
  readonly input?: string | undefined;
  /** How much it may write, in bytes. */
  readonly mostBytes?: number | undefined;
}

/** A run that reaches the remote. */
export interface RemoteRun {
  readonly repository: string;
  readonly args: readonly string[];
  readonly input?: string | undefined;
  /** Ends it as the end of its time does. */
  readonly giveUp?: AbortSignal | undefined;
  /** How much of the time of the call is kept for what follows, in milliseconds. */
  readonly reserveMs?: number | undefined;
  /** The repository whose list of commits without parents counts; default: its own. */
  readonly shallowOf?: string | undefined;
}

/** How such a run ended, and what git did. */
export interface RemoteEnd {
  readonly end: GitEnd;
  readonly trace: GitTrace;
}

const mostOutput = 256 * 1024 * 1024;

/**
 * Makes the one that runs git for a client, in a directory that is there whatever became of the
 * repositories. @throws ERR_GIT_REMOTE
 */
export function gitFor(settings: GitSettings, { directory, events }: ScratchLayout): Git {
  const { environment, program = 'git' } = settings;
  const remote = remoteUrl(settings.remote);
  const start = async (run: Parameters<typeof runGit>[1]): Promise<GitEnd> => {
    try {
      return await runGit(program, run);
    } catch (error) {
      const errno = run.signal.aborted ? undefined : errnoOf(error);
      if (errno === undefined) throw error;
      throw new RosterUnavailableError(remote.shown, errno, { cause: error });
    }
  };
  const local: Git['local'] = (run, { signal, deadline }) =>
    start({
      args: ['--git-dir', run.repository, ...run.args],
      environment: localEnvironment(environment),
      directory,
      input: run.input,
      mostBytes: run.mostBytes ?? mostOutput,
      timeoutMs: deadline.left(),
      signal,
    });
  const configuredSsh = sshCommandOnce(local);
  return {
    shown: remote.shown,
    local,
    remote: async ({ repository, args, input, giveUp, reserveMs = 0, shallowOf }, context) => {
      const trace = join(events, uniqueNameByTime());
      const sshCommand = isSshRemote(remote.url)
        ? await configuredSsh(repository, context)
        : undefined;
      const reaching = { remote, sshCommand, trace };
      const shallow = shallowOf === undefined ? {} : { GIT_SHALLOW_FILE: `${shallowOf}/shallow` };
      try {
        const end = await start({
          args: ['--git-dir', repository, ...args],
          environment: { ...remoteEnvironment(environment, reaching), ...shallow },
          directory,
          input,
          mostBytes: mostOutput,
          timeoutMs: context.deadline.left() - reserveMs,
          giveUp,
          signal: context.signal,
        });
        return { end, trace: await takeTrace(trace) };
      } catch (error) {
        await takeTrace(trace);
        throw error;
      }
    },
    isPublic: async ({ signal, deadline }) => {
      // Its protocol has no names and no keys: whoever gets to the host can read it.
      if (remote.url.startsWith('git://')) return true;
      const url = anonymousUrl(remote.url);
      if (url === undefined) return undefined;
      const end = await start({
        args: ['ls-remote', '--quiet', remoteName, 'HEAD'],
        environment: strangersEnvironment(environment, { url, home: directory }),
        directory,
        mostBytes: mostOutput,
        timeoutMs: deadline.left() / 2,
        signal,
      });
      if (end.how === 'exit' && end.code === 0) return true;
      return url === remote.url && end.how === 'exit' ? false : undefined;
    },
  };
}

/** The one of the user's global configuration, which a variable would replace; asked for until it is known. */
function sshCommandOnce(
  local: Git['local'],
): (repository: string, context: CallContext) => Promise<string | undefined> {
  let known: { readonly command: string | undefined } | undefined;
  return async (repository, context) => {
    if (known !== undefined) return known.command;
    const args = ['config', '--get', 'core.sshCommand'];
    const end = await local({ repository, args }, context);
    if (end.how === 'timeout') return undefined;
    const command = end.code === 0 ? end.output.toString().trim() || undefined : undefined;
    // 1 is the answer that there is none.
    if (end.code === 0 || end.code === 1) known = { command };
    return command;
  };
}
