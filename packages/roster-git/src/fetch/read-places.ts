import { RosterUnavailableError } from '@missionctl/roster';
import { now } from '../process/clock.ts';
import type { CallContext, Git } from '../scratch/git.ts';
import { textOf, writeWhole } from '../scratch/scratch-files.ts';
import type { ScratchLayout } from '../scratch/scratch-layout.ts';
import { type SeenPlace, seenPlaceIn } from '../scratch/seen-place.ts';
import { contentsOf, kept, seenRefs } from '../scratch/seen-refs.ts';
import { inOrder } from './choose-objects.ts';
import { type Fetching, rebuild, requireFetched } from './fetch-places.ts';
import type { FetchWish } from './fetch-wish.ts';
import { fetchWishes } from './fetch-wishes.ts';
import type { Fetched, FetchedRefs } from './fetched.ts';
import { readObjects } from './read-objects.ts';

/** What is to be read of a place: of its refs, those that have to be, whatever else is there. */
export type Reading = Omit<FetchWish, 'known'>;

/** Who reads. */
export interface Reader {
  readonly git: Git;
  readonly layout: ScratchLayout;
  /** Nobody else knows it. */
  readonly secret: string;
}

/** What is known of a place; undefined for nothing. */
export async function seenIn(
  { seenOf }: ScratchLayout,
  place: string,
): Promise<SeenPlace | undefined> {
  return seenPlaceIn(await textOf(seenOf(place)));
}

/** Reads places from the remote, and notes what they hold: that is returned by its place. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
export async function readPlaces(
  { git, layout, secret }: Reader,
  {
    readings,
    fetch,
  }: {
    readonly readings: readonly Reading[];
    readonly fetch: (fetching: Fetching) => Promise<Fetched>;
  },
  context: CallContext,
): Promise<ReadonlyMap<string, SeenPlace>> {
  const seen = new Map<string, SeenPlace>();
  const began = now();
  const wishes = await Promise.all(
    readings.map(async (each) => ({ ...each, known: await seenIn(layout, each.place) })),
  );
  const fetching: Fetching = {
    ...{ git, layout, context },
    fill: (inbox, isNew) => fetchWishes({ git, layout, inbox }, { wishes, secret, isNew }, context),
  };
  const fetched = requireFetched(await fetch(fetching), git.shown);
  for (const wish of wishes) {
    const look = (at: FetchedRefs): Promise<FoundPlace | undefined> =>
      lookInto(at, { wish, secret }, fetching);
    const found =
      (await look(fetched)) ??
      // Damaged, by a power failure for example: all of it can be had again.
      (await look(requireFetched(await rebuild(fetching), git.shown)));
    if (found === undefined) throw new RosterUnavailableError(git.shown, 'damaged');
    const next: SeenPlace = { began, ...found, own: wish.known?.own };
    await writeWhole(layout.seenOf(wish.place), JSON.stringify(next));
    seen.set(wish.place, next);
  }
  return seen;
}

type FoundPlace = Pick<SeenPlace, 'refs' | 'room'>;

/** What was fetched of a place; undefined where the repository is damaged. What is known is not read again. */
async function lookInto(
  { found, brought, room }: FetchedRefs,
  { wish: { place, needed, known }, secret }: { readonly wish: FetchWish; readonly secret: string },
  { git, layout: { inbox }, context }: Fetching,
): Promise<FoundPlace | undefined> {
  const before = known?.refs ?? [];
  const own = found.filter(({ ref }) => ref.startsWith(`${place}/`));
  const refs = inOrder(own, { needed, before, secret });
  const contents = contentsOf(before);
  const dropped = new Set(before.flatMap(({ oid, unread }) => (unread === 'dropped' ? [oid] : [])));
  const unknown = refs.filter(
    ({ ref, oid }) =>
      !contents.has(oid) &&
      (brought === undefined || brought.has(oid)) &&
      (!dropped.has(oid) || needed.includes(ref)),
  );
  const oids = [...new Set(unknown.map(({ oid }) => oid))];
  const read = await readObjects(git, { inbox, oids }, context);
  if (read === undefined) return undefined;
  const seen = seenRefs(refs, before, new Map([...contents, ...read]));
  return { refs: kept(seen, needed), room };
}
