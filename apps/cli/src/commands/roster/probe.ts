import {
  type GitNamespace,
  type GitSettings,
  probeRemote,
  type RemoteProbe,
} from '@missionctl/roster-git';
import { CliError } from '../../errors/cli-error.ts';
import { confirm } from '../../output/confirm.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import type { RosterFlags } from './roster-flags.ts';

/** Asks a remote what it is for a roster. */
export function probe({ context }: Invocation, settings: GitSettings): Promise<RemoteProbe> {
  return context.interruptible((signal) => probeRemote(settings, { signal }));
}

/** What a user has said to it, and the command that says more. */
interface Asked {
  readonly flags: RosterFlags;
  readonly command: (more: RosterFlags) => string;
}

/**
 * Writes a record that says nothing, to find out what the remote takes; where it takes branches and tags only,
 * that is asked for.
 *
 * @throws CliError `USAGE` where nobody can be asked, `CONFLICT`
 */
export async function askedAgain(
  invocation: Invocation,
  settings: GitSettings,
  { flags, command }: Asked,
): Promise<{ readonly namespace: GitNamespace; readonly access: RemoteProbe['access'] }> {
  const namespace = settings.namespace ?? 'own';
  const { access } = await probe(invocation, settings);
  if (access !== 'other-refs') return { namespace, access };
  if (namespace === 'heads') {
    throw new CliError('AUTH_FAILED', 'the remote takes pushes, and no branches of missionctl/v1', {
      hint: 'ask whoever runs it, or use another remote',
    });
  }
  const message = 'the remote takes branches and tags only';
  const why =
    'in branches everybody’s fetch brings the records, and a push may start pipelines of the host';
  const hint = command({ branches: true });
  if (flags.yes === true || !isInteractive(invocation)) {
    throw new CliError('USAGE', message, { why, hint });
  }
  confirm(invocation.context, `${message}; ${why}\nkeep them in branches?`, hint);
  return await askedAgain(invocation, { ...settings, namespace: 'heads' }, { flags, command });
}
