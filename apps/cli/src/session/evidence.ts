import type { Evidence, SessionFilter } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import { requireMissionId } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';
import { idFromEnvironment } from './environment-id.ts';
import type { Invocation } from './invocation.ts';

/**
 * What this process knows about which mission is selected, and who acts.
 *
 * @param positional The mission that is given as an argument.
 * @throws CliError `USAGE`, `INVALID_ID`
 */
export function evidenceOf(invocation: Invocation, positional?: string): Evidence {
  const { context, who } = invocation;
  const flag = explicitMission(invocation, positional);
  // A variable that does not decide is not checked either.
  const environment =
    flag === undefined
      ? idFromEnvironment(context, 'MISSIONCTL_MISSION', requireMissionId)
      : context.environment('MISSIONCTL_MISSION');
  return { mission: { flag, environment, directory: existingDirectory(context) }, who };
}

/** The sessions that the command line asks for. The environment selects where to act, and no more. */
export function filterOf(invocation: Invocation, positional?: string): SessionFilter {
  return { missionId: explicitMission(invocation, positional), alias: invocation.flags.as };
}

/** The mission that the command line names: an argument and `--mission` must not differ. */
export function explicitMission(
  { flags: { mission } }: Invocation,
  positional?: string,
): string | undefined {
  const named = positional ?? mission;
  if (named === undefined) return undefined;
  if (mission === undefined || mission === named) return requireMissionId(named);
  throw new CliError('USAGE', `two missions given: ${named} and --mission ${mission}`, {
    hint: 'give one of them',
  });
}

/** The working directory; undefined when it has been deleted: nothing is above it then. */
export function existingDirectory(context: Context): string | undefined {
  try {
    return context.workingDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
