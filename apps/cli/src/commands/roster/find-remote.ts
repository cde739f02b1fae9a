import { type OtherRemote, otherRemotesOf, pushAddressOf } from '@missionctl/roster-git';
import { CliError } from '../../errors/cli-error.ts';
import { strangersText } from '../../roster/words/strangers-text.ts';
import type { Invocation } from '../../session/invocation.ts';
import { workingDirectory } from '../../session/working-directory.ts';
import { gitRemoteOf, isRemoteName, withoutName } from '../../sharing/engine-url.ts';

/** The address of a git remote, and what to know of it. */
export interface FoundRemote {
  readonly remote: string;
  readonly remarks: readonly string[];
}

/**
 * The one address of the remote that a user names: of `git:origin` the one that pushes from the working
 * directory go to.
 *
 * @throws CliError `USAGE`
 */
export async function findRemote({ context }: Invocation, given: string): Promise<FoundRemote> {
  const named = gitRemoteOf(given);
  if (!isRemoteName(named)) return withRemarks(named);
  const directory = workingDirectory(context);
  const environment = context.variables();
  const at = { directory, name: named };
  const [address, others] = await context.interruptible((signal) =>
    Promise.all([
      pushAddressOf(at, { environment }, signal),
      otherRemotesOf(at, { environment }, signal),
    ]),
  );
  if (address !== undefined) return withRemarks(address, otherRemarks(named, others));
  throw new CliError('USAGE', `'${directory}' has no remote '${named}' with one address`, {
    why: 'the name of a remote counts in a checkout that has it, and where pushes go to one address',
    hint: 'git remote -v',
    details: { given, path: directory },
  });
}

/** Who works in a fork shares with nobody, unless the others look there too. */
function otherRemarks(named: string, others: readonly OtherRemote[]): readonly string[] {
  const [first] = others;
  if (first === undefined) return [];
  const shown = first.shown === undefined ? '' : ` (${strangersText(first.shown)})`;
  return [
    `this checkout has the remote '${strangersText(first.name)}'${shown} too: if '${named}' is a fork of yours, the team does not look there`,
  ];
}

function withRemarks(address: string, more: readonly string[] = []): FoundRemote {
  const remote = withoutName(address);
  const remarks =
    remote === address
      ? []
      : [
          'the name in its URL is left out: a credential helper of git knows it, or is asked for it',
        ];
  return { remote, remarks: [...remarks, ...more] };
}
