import { publicRemote } from '@missionctl/roster';
import { anonymousUrl } from './names/remote-url.ts';
import { addressOf, askIn, type NamedRemote, type RepositoryGit } from './push-address.ts';

/** Another remote of a checkout, at which the team may look. */
export interface OtherRemote {
  /** Its name, as this user gave it. */
  readonly name: string;
  /** Its address without names and passwords; undefined for a path. */
  readonly shown: string | undefined;
}

/**
 * Finds the remotes of a checkout that lead elsewhere than one of them does. A checkout of a fork usually names
 * the original `upstream`: then the team does not look at `origin`. Whether a repository is a fork, only its
 * host knows; and who has a fork and no second remote is not found.
 *
 * @param remote - the directory, and the name of the remote that is going to be used
 * @param how - the environment, and the git to run
 * @param signal - ends it
 * @returns the others, `upstream` first; those with several addresses are left out
 * @throws RosterUnavailableError `ERR_ROSTER_UNAVAILABLE` when git cannot be run; the reason of the signal
 * @example
 * const [other] = await otherRemotesOf({ directory, name: 'origin' }, { environment: process.env });
 * if (other?.name === 'upstream') console.log(`does the team not use ${other.shown}?`);
 */
export async function otherRemotesOf(
  { directory, name }: NamedRemote,
  how: RepositoryGit,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly OtherRemote[]> {
  const ask = askIn(directory, how, signal);
  const own = await addressOf(name, directory, ask);
  const names = (await ask('remote')).filter((each) => each !== name).slice(0, mostRemotes);
  const others: OtherRemote[] = [];
  for (const each of names.toSorted((a, b) => rank(a) - rank(b))) {
    const address = await addressOf(each, directory, ask);
    if (address !== undefined && placeOf(address) !== placeOf(own ?? ''))
      others.push({ name: each, shown: publicRemote(address) });
  }
  return others;
}

const mostRemotes = 20;

function rank(name: string): number {
  return name === 'upstream' ? 0 : 1;
}

/** The same for all spellings of one repository: over https and ssh, with `.git` and without. */
function placeOf(address: string): string {
  const shown = publicRemote(address) ?? address;
  const url = anonymousUrl(shown) ?? address;
  return url.replace(/^https?:\/\//, '').replace(/(?:\.git)?\/*$/, '');
}
