import { RosterUnavailableError } from '@missionctl/roster';
import type { GitSettings } from '../git-settings.ts';
import { type Moment, now } from '../process/clock.ts';
import { isObject } from '../record/is-object.ts';
import {
  type Fetched,
  fetchPlaces,
  isSound,
  rebuild,
  rebuildOtherwise,
  requireFetched,
} from './fetch-places.ts';
import { type CallContext, type Git, gitFor } from './git.ts';
import { ownRef, remoteRef, seenRef } from './local-refs.ts';
import { type Pushed, pushUpdates, type RefUpdate } from './push-updates.ts';
import { textOf, writeWhole } from './scratch-files.ts';
import { type ScratchLayout, scratchLayout } from './scratch-layout.ts';
import {
  contentsIn,
  listedRefs,
  readable,
  refFormat,
  type SeenRef,
  seenRefs,
} from './seen-refs.ts';

/** The scratch repository of a home and a remote. Whoever uses it holds its lock. */
export interface Scratch {
  /** The address of the remote, as errors show it. */
  readonly shown: string;
  readonly layout: ScratchLayout;
  /** Reads places from the remote. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
  readonly fetch: (places: readonly string[], context: CallContext) => Promise<void>;
  /**
   * Reads them after a push that did not begin, into a repository that is built anew if the one that is
   * there may be the reason. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED
   */
  readonly lookAgain: (places: readonly string[], context: CallContext) => Promise<void>;
  /** Whether anybody can read the remote; undefined where that cannot be known. */
  readonly isPublic: Git['isPublic'];
  /** When a place was fetched last; undefined for never. */
  readonly fetchedAt: (place: string) => Promise<Moment | undefined>;
  /** What is known of a place. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
  readonly seen: (place: string, context: CallContext) => Promise<SeenPlace>;
  /** Changes refs of the remote, each if it is as expected. @throws ERR_ROSTER_UNAVAILABLE */
  readonly push: (updates: readonly RefUpdate[], context: CallContext) => Promise<Pushed>;
}

/** What is known of a place. */
export interface SeenPlace {
  /** What the remote held when it was fetched, changed by what was pushed since. */
  readonly refs: readonly SeenRef[];
  /** What this home wrote last; undefined for nothing. */
  readonly own: SeenRef | undefined;
}

/** The scratch repository for some settings. @throws ERR_GIT_REMOTE */
export function scratchFor(settings: GitSettings): Scratch {
  const layout = scratchLayout(settings);
  const git = gitFor(settings, layout);
  const chained = settings.namespace === 'heads';
  const contents: Contents = new Map();
  const noted = async (places: readonly string[], fetch: () => Promise<Fetched>): Promise<void> => {
    const began = JSON.stringify(now());
    requireFetched(await fetch(), git.shown);
    for (const place of places) await writeWhole(layout.fetchedOf(place), began);
  };
  return {
    shown: git.shown,
    layout,
    fetch: (places, context) => noted(places, () => fetchPlaces(git, layout, places, context)),
    lookAgain: (places, context) =>
      noted(places, async () =>
        (await isSound(git, layout, context))
          ? await fetchPlaces(git, layout, places, context)
          : await rebuildOtherwise(git, layout, places, context),
      ),
    isPublic: git.isPublic,
    fetchedAt: async (place) => momentIn(await textOf(layout.fetchedOf(place))),
    seen: async (place, context) => {
      const seen = await seenIn({ git, layout, contents }, place, context);
      if (seen !== undefined) return seen;
      // Damaged, by a power failure for example: all of it can be had again.
      const rebuilt = await rebuild(git, layout, [place], context);
      const again = rebuilt.ok
        ? await seenIn({ git, layout, contents }, place, context)
        : undefined;
      if (again !== undefined) return again;
      throw new RosterUnavailableError(git.shown, rebuilt.ok ? 'damaged' : rebuilt.reason);
    },
    push: async (updates, context) => {
      const pushed = await pushUpdates(git, layout, { updates, chained }, context);
      for (const { place, ref } of updates) {
        const made = pushed.commits.get(ref);
        if (made === undefined) continue;
        contents.set(place, new Map(contents.get(place)).set(made.oid, made.content));
      }
      return pushed;
    },
  };
}

function momentIn(text: string | undefined): Moment | undefined {
  try {
    const json: unknown = JSON.parse(text ?? 'null');
    if (!isObject(json)) return undefined;
    const { wall, steady } = json;
    return typeof wall === 'number' && typeof steady === 'number' ? { wall, steady } : undefined;
  } catch {
    return undefined;
  }
}

/** What was read of commits, by place: an object never changes, and who watches reads the same ones. */
type Contents = Map<string, ReadonlyMap<string, Buffer>>;

/** Undefined where the repository cannot be read. */
async function seenIn(
  {
    git,
    layout: { inbox },
    contents,
  }: { readonly git: Git; readonly layout: ScratchLayout; readonly contents: Contents },
  place: string,
  context: CallContext,
): Promise<SeenPlace | undefined> {
  const read = async (args: readonly string[], input?: string): Promise<Buffer | undefined> => {
    const end = await git.local({ repository: inbox, args, input }, context);
    if (end.how === 'timeout') throw new RosterUnavailableError(git.shown, 'timeout');
    return end.code === 0 ? end.output : undefined;
  };
  const own = ownRef(place);
  const patterns = [own, `${seenRef(place, place)}/`];
  const list = await read(['for-each-ref', `--format=${refFormat}`, ...patterns]);
  if (list === undefined) return undefined;
  const listed = listedRefs(list);
  const wanted = new Set(readable(listed).map(({ oid }) => oid));
  const known = [...(contents.get(place) ?? [])].filter(([oid]) => wanted.has(oid));
  for (const [oid] of known) wanted.delete(oid);
  const input = [...wanted].map((oid) => `${oid}\n`).join('');
  const found = wanted.size === 0 ? Buffer.alloc(0) : await read(['cat-file', '--batch'], input);
  if (found === undefined) return undefined;
  const all = new Map([...known, ...contentsIn(found)]);
  contents.set(place, all);
  const refs = seenRefs(listed, all);
  return {
    refs: refs
      .filter(({ ref }) => ref !== own)
      .map((each) => ({ ...each, ref: remoteRef(place, each.ref) })),
    own: refs.find(({ ref }) => ref === own),
  };
}
