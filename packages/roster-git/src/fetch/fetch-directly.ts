import { join } from 'node:path';
import { isOfBranches, kinds } from '../names/ref-names.ts';
import { remoteName } from '../process/git-environment.ts';
import type { CallContext, Git, RemoteEnd } from '../scratch/git.ts';
import { textOf } from '../scratch/scratch-files.ts';
import { guarded } from './fetch-guard.ts';
import {
  type FailedFetch,
  type Fetched,
  type FoundRef,
  killed,
  refused,
  timedOut,
  tooMuch,
} from './fetched.ts';
import { seenRef } from './local-refs.ts';

/** How each fetch is done: no files, nothing besides. */
export const fetchOptions: readonly string[] = [
  ...['fetch', '--quiet', '--no-tags', '--filter=tree:0', '--no-auto-maintenance'],
  ...['--no-recurse-submodules', '--no-show-forced-updates'],
];

/** No history. */
export const withoutHistory: readonly string[] = ['--depth=1'];

/**
 * Fetches all that is there, in one go. Where a depth is given, git asks for each object anew; without it,
 * for those that are not here yet.
 */
export async function fetchDirectly(
  git: Git,
  inbox: string,
  places: readonly string[],
  context: CallContext,
): Promise<Fetched> {
  // Only branches of the roster have a history; where a stranger's has one, there may be too much of it.
  const depth = places.some(isOfBranches) ? withoutHistory : [];
  // Of all that is below a place only records: what else somebody puts there costs nothing.
  const specs = places.flatMap((place) =>
    kinds.map((kind) => `+${place}/${kind}/*:${seenRef(place, `${place}/${kind}/*`)}`),
  );
  const options = [...depth, '--prune', '--no-prune-tags', '--write-fetch-head'];
  const args = [...fetchOptions, ...options, remoteName, ...specs];
  const { result, isTooMuch } = await guarded(
    { inbox, places, deadline: context.deadline },
    (giveUp) => git.remote({ repository: inbox, args, giveUp }, context),
  );
  if (isTooMuch) return { ok: false, reason: tooMuch, isFinal: true, reached: true };
  const failed = failureOf(result);
  if (failed !== undefined) return failed;
  const found = fetchedRefs(await textOf(join(inbox, 'FETCH_HEAD')));
  return { ok: true, found, brought: undefined, room: undefined };
}

/** Why a run that was to reach the remote did not do what it should; undefined where it did. */
export function failureOf({ end, trace }: RemoteEnd): FailedFetch | undefined {
  if (end.how === 'timeout') return { ok: false, reason: timedOut, isFinal: true, reached: false };
  // With a depth, git ends with 1 where there is nothing to fetch; then it has no error to report.
  const isDone = end.code === 0 || (end.code === 1 && !trace.complained);
  if (isDone && trace.negotiated) return undefined;
  if (trace.refused) return { ok: false, reason: refused, isFinal: true, reached: true };
  const reached = trace.negotiated || end.code === undefined;
  const reason = end.code === undefined ? killed : `git ended with ${end.code}`;
  return { ok: false, reason, isFinal: false, reached };
}

/**
 * Reads what git says it fetched (FETCH_HEAD, which `git pull` reads too): an id, a word, and where from. A
 * branch has its short name there.
 */
function fetchedRefs(text = ''): readonly FoundRef[] {
  return text.split('\n').flatMap((line) => {
    const [oid = '', , source = ''] = line.split('\t');
    const [, kind, name = ''] = /^(branch )?'([^']+)' of /.exec(source) ?? [];
    if (name === '') return [];
    return [{ oid, ref: kind === undefined ? name : `refs/heads/${name}` }];
  });
}
