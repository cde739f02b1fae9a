import { join } from 'node:path';
import { RosterDeniedError, RosterUnavailableError } from '@missionctl/roster';
import { remoteName } from '../process/git-environment.ts';
import { buildRepositories, type ObjectFormat } from './build-repositories.ts';
import type { CallContext, Git } from './git.ts';
import { seenRef } from './local-refs.ts';
import { hasLeftover, namesIn, textOf } from './scratch-files.ts';
import type { ScratchLayout } from './scratch-layout.ts';

/** Fetches so that the scratch repository holds what the remote holds. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
export async function fetchPlaces(
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<void> {
  const fetched = await fetchAnyhow(git, layout, places, context);
  if (fetched.ok) return;
  if (fetched.reason === 'refused') throw new RosterDeniedError(git.shown, 'read');
  throw new RosterUnavailableError(git.shown, fetched.reason);
}

/** Builds the scratch repository anew, and fetches into that. */
export async function rebuild(
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  const fill = (inbox: string): Promise<Fetched> => fetchInto(git, inbox, places, context);
  const known = formatIn(await textOf(layout.format));
  const first = await buildRepositories(git, layout, { format: known ?? 'sha1', context, fill });
  if (first.ok || first.isFinal || known !== undefined) return first;
  // Which format a remote has only shows by using it.
  const other = await buildRepositories(git, layout, { format: 'sha256', context, fill });
  return other.ok ? other : first;
}

/** What became of a fetch. */
export type Fetched =
  | { readonly ok: true }
  /** `isFinal`: another try ends the same way. */
  | { readonly ok: false; readonly reason: string; readonly isFinal: boolean };

/** Each filtered fetch that brings anything leaves a pack. */
const mostPacks = 400;

async function fetchAnyhow(
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  const isThere = formatIn(await textOf(layout.format)) !== undefined;
  const packs = await namesIn(join(layout.inbox, 'objects', 'pack'));
  if (!isThere || packs.length > mostPacks) return await rebuild(git, layout, places, context);
  const first = await fetchInto(git, layout.inbox, places, context);
  if (first.ok || first.isFinal) return first;
  if (await hasLeftover(layout.inbox)) return await rebuild(git, layout, places, context);
  // Somebody ended git, and only that is worth a second try.
  return first.reason === 'killed' ? await fetchInto(git, layout.inbox, places, context) : first;
}

function formatIn(text: string | undefined): ObjectFormat | undefined {
  return text === 'sha1' || text === 'sha256' ? text : undefined;
}

async function fetchInto(
  git: Git,
  inbox: string,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  // Of all that is below a place only records: what else somebody puts there costs nothing.
  const specs = places.flatMap((place) =>
    ['m', 'c'].map((kind) => `+${place}/${kind}/*:${seenRef(place, `${place}/${kind}/*`)}`),
  );
  const args = [
    ...['fetch', '--quiet', '--no-tags', '--prune', '--no-prune-tags', '--depth=1'],
    ...['--filter=tree:0', '--no-write-fetch-head', '--no-auto-maintenance'],
    ...['--no-recurse-submodules', '--no-show-forced-updates', remoteName, ...specs],
  ];
  const { end, trace } = await git.remote({ repository: inbox, args }, context);
  if (end.how === 'timeout') return { ok: false, reason: 'timeout', isFinal: true };
  // With a depth, git ends with 1 where there is nothing to fetch; then it has no error to report.
  if (end.code === 0 || (end.code === 1 && !trace.complained)) return { ok: true };
  if (trace.refused) return { ok: false, reason: 'refused', isFinal: true };
  const reason = end.code === undefined ? 'killed' : `git ended with ${end.code}`;
  return { ok: false, reason, isFinal: false };
}
