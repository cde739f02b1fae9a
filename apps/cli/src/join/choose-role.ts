import { isRole, roles } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { joinCommand } from '../join-command.ts';
import { mayAsk } from '../may-ask.ts';

/** The role to join with: the one named, else the stored one, else the one that a person answers. */
export function chooseRole(
  invocation: Invocation,
  address: SessionAddress,
  roleOf: { readonly named: string | undefined; readonly stored: string | undefined },
): string {
  const { named, stored } = roleOf;
  if (named !== undefined) return requireRole(named, address);
  if (stored !== undefined && isRole(stored)) return stored;
  const answer = mayAsk(invocation)
    ? invocation.context.ask(`your role (${roles.join(', ')}): `)
    : undefined;
  if (answer) return requireRole(answer, address);
  throw new CliError('USAGE', 'which role?', {
    why: `roles are ${roles.join(', ')}`,
    hint: joinCommand(address.missionId, address.alias),
  });
}

function requireRole(text: string, { missionId, alias }: SessionAddress): string {
  if (isRole(text)) return text;
  const message =
    text === 'llm_actor'
      ? 'llm_actor is not a role: an agent joins with the role whose work it does'
      : `no role is called '${text}'`;
  throw new CliError('INVALID_ROLE', message, {
    why: `roles are ${roles.join(', ')}`,
    hint: joinCommand(missionId, alias),
    details: { given: text, valid_roles: roles },
  });
}
