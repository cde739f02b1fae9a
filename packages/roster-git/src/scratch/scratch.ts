import { RosterUnavailableError } from '@missionctl/roster';
import type { GitSettings } from '../git-settings.ts';
import { now } from '../process/clock.ts';
import {
  type Fetched,
  fetchPlaces,
  isSound,
  rebuild,
  rebuildOtherwise,
  requireFetched,
} from './fetch-places.ts';
import { type CallContext, type Git, gitFor } from './git.ts';
import { remoteRef, seenRef } from './local-refs.ts';
import { type Pushed, pushUpdates, type RefUpdate } from './push-updates.ts';
import { textOf, writeWhole } from './scratch-files.ts';
import { type ScratchLayout, scratchLayout } from './scratch-layout.ts';
import { afterPush, type SeenPlace, seenPlaceIn } from './seen-place.ts';
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
  /** What is known of a place; undefined for nothing. */
  readonly seen: (place: string) => Promise<SeenPlace | undefined>;
  /** Changes refs of the remote, each if it is as expected. @throws ERR_ROSTER_UNAVAILABLE */
  readonly push: (updates: readonly RefUpdate[], context: CallContext) => Promise<Pushed>;
}

/** The scratch repository for some settings. @throws ERR_GIT_REMOTE */
export function scratchFor(settings: GitSettings): Scratch {
  const layout = scratchLayout(settings);
  const git = gitFor(settings, layout);
  const chained = settings.namespace === 'heads';
  const seen: Scratch['seen'] = async (place) => seenPlaceIn(await textOf(layout.seenOf(place)));
  const noted = async (
    places: readonly string[],
    context: CallContext,
    fetch: () => Promise<Fetched>,
  ): Promise<void> => {
    const began = now();
    const before = await Promise.all(places.map(seen));
    requireFetched(await fetch(), git.shown);
    for (const [at, place] of places.entries()) {
      const known = before[at];
      const refs =
        (await refsIn({ git, layout, known }, place, context)) ??
        // Damaged, by a power failure for example: all of it can be had again.
        (await refsAnew({ git, layout, known }, place, context));
      const found: SeenPlace = { began, refs, own: known?.own };
      await writeWhole(layout.seenOf(place), JSON.stringify(found));
    }
  };
  return {
    shown: git.shown,
    layout,
    fetch: (places, context) =>
      noted(places, context, () => fetchPlaces(git, layout, places, context)),
    lookAgain: (places, context) =>
      noted(places, context, async () =>
        (await isSound(git, layout, context))
          ? await fetchPlaces(git, layout, places, context)
          : await rebuildOtherwise(git, layout, places, context),
      ),
    isPublic: git.isPublic,
    seen,
    push: async (updates, context) => {
      const pushed = await pushUpdates(git, layout, { updates, chained }, context);
      for (const place of new Set(updates.map((each) => each.place))) {
        const known = await seen(place);
        if (known === undefined) continue;
        const own = updates.filter((each) => each.place === place);
        const next = JSON.stringify(afterPush(known, own, pushed));
        // What is pushed is pushed: with old knowledge the next push is refused, and looks again.
        await writeWhole(layout.seenOf(place), next).catch(() => undefined);
      }
      return pushed;
    },
  };
}

/** A place, and what was known of it before. */
interface Reading {
  readonly git: Git;
  readonly layout: ScratchLayout;
  readonly known: SeenPlace | undefined;
}

async function refsAnew(
  reading: Reading,
  place: string,
  context: CallContext,
): Promise<readonly SeenRef[]> {
  const { git, layout } = reading;
  requireFetched(await rebuild(git, layout, [place], context), git.shown);
  const refs = await refsIn(reading, place, context);
  if (refs === undefined) throw new RosterUnavailableError(git.shown, 'damaged');
  return refs;
}

/** What was fetched; undefined where the repository cannot be read. An object that is known is not read again. */
async function refsIn(
  { git, layout: { inbox }, known }: Reading,
  place: string,
  context: CallContext,
): Promise<readonly SeenRef[] | undefined> {
  const read = async (args: readonly string[], input?: string): Promise<Buffer | undefined> => {
    const end = await git.local({ repository: inbox, args, input }, context);
    if (end.how === 'timeout') throw new RosterUnavailableError(git.shown, 'timeout');
    return end.code === 0 ? end.output : undefined;
  };
  const pattern = `${seenRef(place, place)}/`;
  const list = await read(['for-each-ref', `--format=${refFormat}`, pattern]);
  if (list === undefined) return undefined;
  const listed = listedRefs(list).map((each) => ({ ...each, ref: remoteRef(place, each.ref) }));
  const contents = new Map(
    (known?.refs ?? []).flatMap(({ oid, content }) =>
      content === undefined ? [] : [[oid, content] as const],
    ),
  );
  const wanted = new Set(readable(listed).map(({ oid }) => oid));
  const unknown = [...wanted].filter((oid) => !contents.has(oid));
  const input = unknown.map((oid) => `${oid}\n`).join('');
  const found = unknown.length === 0 ? Buffer.alloc(0) : await read(['cat-file', '--batch'], input);
  return found && seenRefs(listed, new Map([...contents, ...contentsIn(found)]));
}
