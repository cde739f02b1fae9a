import { WhoUnknownError } from '@missionctl/actions';
import { CliError } from '../../errors/cli-error.ts';
import type { Invocation } from '../invocation.ts';

/**
 * Refuses what is not for an agent to decide.
 *
 * @param act What only the person of the home does, as in `only its person prunes`.
 * @throws CliError `NO_CAPABILITY`, ERR_WHO_UNKNOWN
 */
export function requirePerson({ who }: Pick<Invocation, 'who'>, act: string, hint: string): void {
  if (who.from === 'unknown') throw new WhoUnknownError(who.doubt);
  if (who.alias === null) return;
  const message = `${who.alias} is an agent of this home, and only its person ${act}`;
  throw new CliError('NO_CAPABILITY', message, { hint, details: { alias: who.alias } });
}
