import { isRole, roles } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { CliError } from '../../errors/cli-error.ts';
import { joinHint } from '../../errors/join-hint.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';

/** The role to join with: the one given, else the stored one, else a person's answer. */
export function chooseRole(
  invocation: Invocation,
  address: SessionAddress,
  roleOf: { readonly named: string | undefined; readonly stored: string | undefined },
): string {
  const { named, stored } = roleOf;
  if (named !== undefined) return requireRole(named, address);
  if (stored !== undefined && isRole(stored)) return stored;
  const answer = isInteractive(invocation)
    ? invocation.context.ask(`your role (${roles.join(', ')}): `)
    : undefined;
  if (answer) return requireRole(answer, address);
  throw new CliError('USAGE', 'no role given', {
    why: `roles are ${roles.join(', ')}`,
    hint: joinHint(address.missionId, address.alias),
  });
}

function requireRole(text: string, { missionId, alias }: SessionAddress): string {
  if (isRole(text)) return text;
  const message =
    text === 'llm_actor'
      ? 'llm_actor is not a role: an agent joins with the role of the work it does'
      : `unknown role '${text}'`;
  throw new CliError('INVALID_ROLE', message, {
    why: `roles are ${roles.join(', ')}`,
    hint: joinHint(missionId, alias),
    details: { given: text, valid_roles: roles },
  });
}
