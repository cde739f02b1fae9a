import { RosterUnavailableError } from '@missionctl/roster';
import { fetchPlaces, isSound, rebuildOtherwise } from '../fetch/fetch-places.ts';
import { type Reader, type Reading, readPlaces, seenIn } from '../fetch/read-places.ts';
import type { GitSettings } from '../git-settings.ts';
import { type CallContext, type Git, gitFor } from './git.ts';
import { type Pushed, pushUpdates, type RefUpdate } from './push-updates.ts';
import { writeWhole } from './scratch-files.ts';
import { type ScratchLayout, scratchLayout } from './scratch-layout.ts';
import { afterPush, type SeenPlace } from './seen-place.ts';

/** The scratch repository of a home and a remote. Whoever uses it holds its lock. */
export interface Scratch {
  /** The address of the remote, as errors show it. */
  readonly shown: string;
  readonly layout: ScratchLayout;
  /** Reads places from the remote. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED */
  readonly fetch: ReadPlaces;
  /**
   * Reads them after a push that did not begin, into a repository that is built anew if the one that is
   * there may be the reason. @throws ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED
   */
  readonly lookAgain: ReadPlaces;
  /** Whether anybody can read the remote; undefined where that cannot be known. */
  readonly isPublic: Git['isPublic'];
  /** What is known of a place; undefined for nothing. */
  readonly seen: (place: string) => Promise<SeenPlace | undefined>;
  /** Changes refs of the remote, each if it is as expected. @throws ERR_ROSTER_UNAVAILABLE */
  readonly push: (updates: readonly RefUpdate[], context: CallContext) => Promise<Pushed>;
  /** Whether the remote would take a push of this user, as far as that shows before anything is sent. */
  readonly takesPushes: (update: RefUpdate, context: CallContext) => Promise<boolean>;
}

/** Reads places, and returns what they hold. */
type ReadPlaces = (
  readings: readonly Reading[],
  context: CallContext,
) => Promise<ReadonlyMap<string, SeenPlace>>;

/** The scratch repository for some settings. @throws ERR_GIT_REMOTE */
export function scratchFor(settings: GitSettings): Scratch {
  const layout = scratchLayout(settings);
  const git = gitFor(settings, layout);
  const chained = settings.namespace === 'heads';
  const seen: Scratch['seen'] = (place) => seenIn(layout, place);
  const reader: Reader = { git, layout, secret: settings.machine };
  return {
    shown: git.shown,
    layout,
    fetch: (readings, context) => readPlaces(reader, { readings, fetch: fetchPlaces }, context),
    lookAgain: (readings, context) =>
      readPlaces(
        reader,
        {
          readings,
          fetch: async (fetching) =>
            (await isSound(fetching))
              ? await fetchPlaces(fetching)
              : await rebuildOtherwise(fetching),
        },
        context,
      ),
    isPublic: git.isPublic,
    seen,
    takesPushes: async (update, context) => {
      const plan = { updates: [update], chained, isTrial: true };
      const { answers, late } = await pushUpdates(git, layout, plan, context);
      if (late) throw new RosterUnavailableError(git.shown, 'timeout');
      return answers.size > 0;
    },
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
