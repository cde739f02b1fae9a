import { join } from 'node:path';
import { RosterDeniedError, RosterUnavailableError } from '@missionctl/roster';
import type { CallContext, Git } from '../scratch/git.ts';
import { bytesOf, namesIn, textOf } from '../scratch/scratch-files.ts';
import type { ScratchLayout } from '../scratch/scratch-layout.ts';
import { buildRepositories, type ObjectFormat } from './build-repositories.ts';
import { type Fetched, type FetchedRefs, killed, refused } from './fetched.ts';

/** One fetch, and where it goes. */
export interface Fetching {
  readonly git: Git;
  readonly layout: ScratchLayout;
  readonly context: CallContext;
  /** Fetches into a repository, in which nothing is yet if it is new. */
  readonly fill: (inbox: string, isNew: boolean) => Promise<Fetched>;
}

/** Requires that a fetch did what it should. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
export function requireFetched(fetched: Fetched, shown: string): FetchedRefs {
  if (fetched.ok) return fetched;
  if (fetched.reason === refused) throw new RosterDeniedError(shown, 'read');
  throw new RosterUnavailableError(shown, fetched.reason);
}

/** Builds the scratch repository anew, and fetches into that. */
export async function rebuild(fetching: Fetching): Promise<Fetched> {
  const { layout } = fetching;
  const known = formatIn(await textOf(layout.format));
  const first = await buildAs(known ?? 'sha1', fetching);
  if (first.ok || first.isFinal || !first.reached || first.reason === killed) return first;
  if (known !== undefined && (await isProven(layout))) return first;
  const other = await buildAs(known === 'sha256' ? 'sha1' : 'sha256', fetching);
  return other.ok ? other : first;
}

/**
 * Builds it anew for the other format of objects, if the remote may have that. One without any ref does not
 * show which it has; only a push to it does not begin.
 */
export async function rebuildOtherwise(fetching: Fetching): Promise<Fetched> {
  const isSha256 = formatIn(await textOf(fetching.layout.format)) === 'sha256';
  const other = await buildAs(isSha256 ? 'sha1' : 'sha256', fetching);
  return other.ok || other.isFinal ? other : await rebuild(fetching);
}

/** Whether a push can begin, as far as that depends on what is here. */
export async function isSound({ git, layout, context }: Fetching): Promise<boolean> {
  const end = await git.local({ repository: layout.outbox, args: ['for-each-ref'] }, context);
  return end.how === 'exit' && end.code === 0 && (await isProven(layout));
}

/** Whether anything was fetched, which leaves a pack: then the format is right. */
async function isProven({ inbox }: ScratchLayout): Promise<boolean> {
  return (await packsIn(inbox)).length > 0;
}

async function buildAs(
  format: ObjectFormat,
  { git, layout, context, fill }: Fetching,
): Promise<Fetched> {
  const fillNew = (inbox: string): Promise<Fetched> => fill(inbox, true);
  return await buildRepositories(git, layout, { format, context, fill: fillNew });
}

/** Each filtered fetch that brings anything leaves a pack; nothing removes one but building it anew. */
const mostPacks = 400;
const mostPackBytes = 64 * 1024 * 1024;

/** How often their sizes are looked at: each time this many packs have come. */
const everyPacks = 10;

async function packsIn(inbox: string): Promise<readonly string[]> {
  const packs = join(inbox, 'objects', 'pack');
  const names = await namesIn(packs);
  return names.filter((name) => name.endsWith('.pack')).map((name) => join(packs, name));
}

async function isOverfull(inbox: string): Promise<boolean> {
  const packs = await packsIn(inbox);
  if (packs.length === 0 || packs.length % everyPacks !== 0) return packs.length > mostPacks;
  const bytes = await Promise.all(packs.map(bytesOf));
  return packs.length > mostPacks || bytes.reduce((sum, each) => sum + each) > mostPackBytes;
}

/** Fetches, so that the scratch repository holds what the remote holds. */
export async function fetchPlaces(fetching: Fetching): Promise<Fetched> {
  const { layout, fill } = fetching;
  const isThere = formatIn(await textOf(layout.format)) !== undefined;
  const isUsable = isThere && !(await isOverfull(layout.inbox));
  const first = isUsable ? await fill(layout.inbox, false) : undefined;
  if (first !== undefined && (first.ok || first.isFinal)) return first;
  // A remote that is away, or a key that it does not take, is not asked once more.
  if (first?.reached === false && (await isIntact(fetching))) return first;
  // A lock that a killed git left, or a damaged file: what is built takes the place of what is there only
  // if it can be filled.
  const built = await rebuild(fetching);
  const isAgain = !isUsable && !built.ok && built.reason === killed;
  return isAgain ? await rebuild(fetching) : built;
}

/** Whether a fetch can get as far as to the remote. */
async function isIntact({ git, layout: { inbox }, context }: Fetching): Promise<boolean> {
  if ((await namesIn(inbox)).some((name) => name.endsWith('.lock'))) return false;
  const args = ['for-each-ref', '--count=1'];
  const end = await git.local({ repository: inbox, args }, context);
  return end.how === 'exit' && end.code === 0;
}

function formatIn(text: string | undefined): ObjectFormat | undefined {
  return text === 'sha1' || text === 'sha256' ? text : undefined;
}
