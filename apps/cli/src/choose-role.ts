import { isRole, roles } from '@missionctl/session-model';
import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';

/** The role to join with: the one named, else the stored one, else the one that a person answers. */
export function chooseRole(
  context: Context,
  named: string | undefined,
  stored: string | undefined,
): string {
  if (named !== undefined) return requireRole(named);
  if (stored !== undefined) return stored;
  if (context.isTerminal('stdin') && context.isTerminal('stderr')) {
    return requireRole(context.ask(`your role (${roles.join(', ')}): `) ?? '');
  }
  throw new CliError('USAGE', 'a first join needs a role', {
    why: `one of ${roles.join(', ')}`,
    hint: 'missionctl join <mission> --role developer',
  });
}

function requireRole(text: string): string {
  if (isRole(text)) return text;
  const message =
    text === 'llm_actor'
      ? 'llm_actor is not a role: an agent joins with the role whose work it does'
      : `no role is called '${text}'`;
  throw new CliError('INVALID_ROLE', message, {
    why: `roles are ${roles.join(', ')}`,
    details: { given: text, valid_roles: roles },
  });
}
