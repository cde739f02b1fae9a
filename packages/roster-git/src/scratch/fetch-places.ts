import { join } from 'node:path';
import { RosterDeniedError, RosterUnavailableError } from '@missionctl/roster';
import { remoteName } from '../process/git-environment.ts';
import { buildRepositories, type ObjectFormat } from './build-repositories.ts';
import type { CallContext, Git } from './git.ts';
import { seenRef } from './local-refs.ts';
import { namesIn, textOf } from './scratch-files.ts';
import type { ScratchLayout } from './scratch-layout.ts';

/** Requires that a fetch did what it should. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
export function requireFetched(fetched: Fetched, shown: string): void {
  if (fetched.ok) return;
  if (fetched.reason === refused) throw new RosterDeniedError(shown, 'read');
  throw new RosterUnavailableError(shown, fetched.reason);
}

/** Builds the scratch repository anew, and fetches into that. */
export async function rebuild(
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  const known = formatIn(await textOf(layout.format));
  const first = await buildAs(known ?? 'sha1', git, layout, places, context);
  if (first.ok || first.isFinal || !first.reached || first.reason === killed) return first;
  if (known !== undefined && (await isProven(git, layout, context))) return first;
  const other = await buildAs(known === 'sha256' ? 'sha1' : 'sha256', git, layout, places, context);
  return other.ok ? other : first;
}

/**
 * Builds it anew for the other format of objects, if the remote may have that. One without any ref does not
 * show which it has; only a push to it does not begin.
 */
export async function rebuildOtherwise(
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  const isSha256 = formatIn(await textOf(layout.format)) === 'sha256';
  const other = await buildAs(isSha256 ? 'sha1' : 'sha256', git, layout, places, context);
  return other.ok || other.isFinal ? other : await rebuild(git, layout, places, context);
}

/** Whether a push can begin, as far as that depends on what is here. */
export async function isSound(
  git: Git,
  layout: ScratchLayout,
  context: CallContext,
): Promise<boolean> {
  const end = await git.local({ repository: layout.outbox, args: ['for-each-ref'] }, context);
  return end.how === 'exit' && end.code === 0 && (await isProven(git, layout, context));
}

/** Whether anything was fetched: then the format is right. */
async function isProven(
  git: Git,
  { inbox }: ScratchLayout,
  context: CallContext,
): Promise<boolean> {
  const args = ['for-each-ref', '--count=1', 'refs/seen/'];
  const end = await git.local({ repository: inbox, args }, context);
  return end.how === 'exit' && end.output.length > 0;
}

async function buildAs(
  format: ObjectFormat,
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  const fill = (inbox: string): Promise<Fetched> => fetchInto(git, inbox, places, context);
  return await buildRepositories(git, layout, { format, context, fill });
}

const killed = 'git was killed';
const refused = 'refused';

/** What became of a fetch. */
export type Fetched =
  | { readonly ok: true }
  /** `isFinal`: another try ends the same way. `reached`: the remote may have answered. */
  | {
      readonly ok: false;
      readonly reason: string;
      readonly isFinal: boolean;
      readonly reached: boolean;
    };

/** Each filtered fetch that brings anything leaves a pack. */
const mostPacks = 400;

/** Fetches, so that the scratch repository holds what the remote holds. */
export async function fetchPlaces(
  git: Git,
  layout: ScratchLayout,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  const isThere = formatIn(await textOf(layout.format)) !== undefined;
  const packs = await namesIn(join(layout.inbox, 'objects', 'pack'));
  const isUsable = isThere && packs.length <= mostPacks;
  const first = isUsable ? await fetchInto(git, layout.inbox, places, context) : undefined;
  if (first !== undefined && (first.ok || first.isFinal)) return first;
  // A remote that is away, or a key that it does not take, is not asked once more.
  if (first?.reached === false && (await isIntact(git, layout, context))) return first;
  // A lock that a killed git left, or a damaged file: what is built takes the place of what is there only
  // if it can be filled.
  const built = await rebuild(git, layout, places, context);
  const isAgain = !isUsable && !built.ok && built.reason === killed;
  return isAgain ? await rebuild(git, layout, places, context) : built;
}

/** Whether a fetch can get as far as to the remote. */
async function isIntact(
  git: Git,
  { inbox }: ScratchLayout,
  context: CallContext,
): Promise<boolean> {
  if ((await namesIn(inbox)).some((name) => name.endsWith('.lock'))) return false;
  const args = ['for-each-ref', '--count=1'];
  const end = await git.local({ repository: inbox, args }, context);
  return end.how === 'exit' && end.code === 0;
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
  if (end.how === 'timeout') return { ok: false, reason: 'timeout', isFinal: true, reached: false };
  // With a depth, git ends with 1 where there is nothing to fetch; then it has no error to report.
  const isDone = end.code === 0 || (end.code === 1 && !trace.complained);
  if (isDone && trace.negotiated) return { ok: true };
  if (trace.refused) return { ok: false, reason: refused, isFinal: true, reached: true };
  const reached = trace.negotiated || end.code === undefined;
  const reason = end.code === undefined ? killed : `git ended with ${end.code}`;
  return { ok: false, reason, isFinal: false, reached };
}
