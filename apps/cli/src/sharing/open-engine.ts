import type { ChosenEngine } from '@missionctl/actions';
import { type GitSettings, gitEngine } from '@missionctl/roster-git';
import { enginesDirectory } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { gitRemoteOf } from './engine-url.ts';

/** Opens the engine of a mission. Nothing is asked yet. @throws ERR_GIT_REMOTE, CliError `USAGE` */
export function openEngine(
  context: Context,
  home: string,
  { url, namespace, readOnly, machine }: ChosenEngine,
): ReturnType<typeof gitEngine> {
  return gitEngine({
    ...gitSettings(context, home, machine),
    remote: gitRemoteOf(url),
    namespace: namespace === 'heads' ? 'heads' : 'own',
    write: !readOnly,
  });
}

/** What each client of a git remote has in common in this home. */
export function gitSettings(
  context: Context,
  home: string,
  machine: string,
): Pick<GitSettings, 'directory' | 'machine' | 'environment'> {
  return { directory: enginesDirectory(home), machine, environment: context.variables() };
}
