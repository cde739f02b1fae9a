import { isOfBranches, recordNameOf } from '../names/ref-names.ts';
import { remoteName } from '../process/git-environment.ts';
import type { CallContext, Git } from '../scratch/git.ts';
import { chooseObjects, type ObjectChoice } from './choose-objects.ts';
import { failureOf, fetchOptions, withoutHistory } from './fetch-directly.ts';
import { guarded } from './fetch-guard.ts';
import type { FetchWish } from './fetch-wish.ts';
import { type FailedFetch, type Fetched, type FetchedRefs, tooMuch } from './fetched.ts';

/** How many objects that are not needed one fetch asks for: fewer after a fetch that was too much. */
const mostRoom = 1000;
const carefulRoom = 125;
const leastRoom = 16;

/** What is to be fetched. */
export interface ChosenFetch extends Omit<ObjectChoice, 'room'> {
  readonly wishes: readonly FetchWish[];
  /** Whether a fetch of all was too much, or is going to be. */
  readonly isTooMuch: boolean;
}

/**
 * Asks which refs there are, and fetches of what is not here yet that which cannot be done without, and of
 * the rest as much as it may. The host lists all of its refs for it: it is for missions with many.
 */
export async function fetchChosen(
  git: Git,
  inbox: string,
  { wishes, secret, isNew, isTooMuch }: ChosenFetch,
  context: CallContext,
): Promise<Fetched> {
  const listed = await listRefs(git, inbox, wishes, context);
  if (!listed.ok) return listed;
  const { found } = listed;
  const first = isTooMuch ? carefulRoom : mostRoom;
  const room = Math.min(...wishes.map(({ known }) => known?.room ?? first));
  const chosen = wishes.map((wish) => chooseObjects(found, wish, { secret, isNew, room }));
  const needed = chosen.flatMap((each) => each.needed);
  const others = chosen.flatMap((each) => each.others);
  const all = [...needed, ...others];
  const reserveMs = others.length === 0 ? 0 : context.deadline.left() / 2;
  const failed = await fetchObjects(git, { inbox, oids: all, reserveMs }, context);
  if (failed === undefined)
    return { ok: true, found, brought: new Set(all), room: Math.min(mostRoom, room * 2) };
  // What is not needed was too much, or has moved on meanwhile; the next call tries less of it.
  const failedAgain =
    others.length === 0
      ? failed
      : await fetchObjects(git, { inbox, oids: needed, reserveMs: 0 }, context);
  return (
    failedAgain ?? {
      ok: true,
      found,
      brought: new Set(needed),
      room: Math.max(leastRoom, Math.floor(room / 8)),
    }
  );
}

/** Lists the records of the missions. */
async function listRefs(
  git: Git,
  inbox: string,
  wishes: readonly FetchWish[],
  context: CallContext,
): Promise<FetchedRefs | FailedFetch> {
  const areBranches = wishes.every(({ place }) => isOfBranches(place));
  const options = ['--quiet', '--refs', ...(areBranches ? ['--heads'] : [])];
  const patterns = wishes.map(({ place }) => `${place}/*`);
  const args = ['ls-remote', ...options, remoteName, ...patterns];
  const ended = await git.remote({ repository: inbox, args }, context);
  const failed = failureOf(ended);
  if (failed !== undefined) return failed;
  const lines = ended.end.how === 'exit' ? ended.end.output.toString().split('\n') : [];
  const found = lines.flatMap((line) => {
    const [oid = '', ref = ''] = line.split('\t');
    const isRecord = wishes.some(({ place }) => recordNameOf(place, ref) !== undefined);
    return isRecord ? [{ oid, ref }] : [];
  });
  return { ok: true, found, brought: undefined, room: undefined };
}

/** Fetches objects by their ids: undefined where they are here now. */
async function fetchObjects(
  git: Git,
  { inbox, oids, reserveMs }: ObjectFetch,
  context: CallContext,
): Promise<FailedFetch | undefined> {
  if (oids.length === 0) return undefined;
  const args = [...fetchOptions, ...withoutHistory, '--no-write-fetch-head', '--stdin', remoteName];
  const input = oids.map((oid) => `${oid}\n`).join('');
  const { result, isTooMuch } = await guarded(
    { inbox, places: [], deadline: context.deadline },
    (giveUp) => git.remote({ repository: inbox, args, input, reserveMs, giveUp }, context),
  );
  if (isTooMuch) return { ok: false, reason: tooMuch, isFinal: true, reached: true };
  return failureOf(result);
}

interface ObjectFetch {
  readonly inbox: string;
  readonly oids: readonly string[];
  readonly reserveMs: number;
}
