import type { Evidence, SessionFilter } from '@missionctl/actions';
import { requireMissionId } from '@missionctl/session-model';
import { CliError } from '../errors/cli-error.ts';
import { idFromEnvironment } from './environment-id.ts';
import type { Invocation } from './invocation.ts';
import { directoryOfPins } from './working-directory.ts';

/**
 * What this process knows about which mission is selected, and who acts.
 *
 * @param positional The mission that is given as an argument.
 * @param options Whether it is to select a mission; without that, a pin only says what is hidden.
 * @throws CliError `USAGE`, `INVALID_ID`, `DIRECTORY_UNUSABLE`
 */
export function evidenceOf(
  invocation: Invocation,
  positional?: string,
  { selects = true }: { readonly selects?: boolean } = {},
): Evidence {
  const { context, who } = invocation;
  const flag = explicitMission(invocation, positional);
  // A variable that does not decide is not checked either.
  const environment =
    flag === undefined
      ? idFromEnvironment(context, 'MISSIONCTL_MISSION', requireMissionId)
      : context.environment('MISSIONCTL_MISSION');
  const directory = directoryOfPins(context, !selects || (flag ?? environment) !== undefined);
  // Others see which checkout that is. One that is gone is none.
  return { mission: { flag, environment, directory }, who, workingDirectory: directory };
}

/** The sessions that the command line asks for. The environment selects where to act, and no more. */
export function filterOf(invocation: Invocation, positional?: string): SessionFilter {
  const { as, me } = invocation.flags;
  return { missionId: explicitMission(invocation, positional), alias: me === true ? null : as };
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
