import { type ChosenEngine, machineIdOf, openHome } from '@missionctl/actions';
import { type GitSettings, gitEngine } from '@missionctl/roster-git';
import { enginesDirectory } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { gitRemoteOf } from './engine-url.ts';

/** Opens the engine of a mission. Nothing is asked yet. @throws ERR_GIT_REMOTE, CliError `USAGE` */
export async function openEngine(
  context: Context,
  home: string,
  { url, namespace, readOnly }: ChosenEngine,
): Promise<ReturnType<typeof gitEngine>> {
  return gitEngine({
    ...(await gitSettings(context, home)),
    remote: gitRemoteOf(url),
    namespace: namespace === 'heads' ? 'heads' : 'own',
    write: !readOnly,
  });
}

/** What each client of a git remote has in common in this home. */
export async function gitSettings(
  context: Context,
  home: string,
): Promise<Pick<GitSettings, 'directory' | 'machine' | 'environment'>> {
  const machine = await machineIdOf(openHome({ path: home, processes: context.processes() }));
  return { directory: enginesDirectory(home), machine, environment: context.variables() };
}
