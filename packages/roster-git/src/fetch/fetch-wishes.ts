import type { CallContext, Git } from '../scratch/git.ts';
import { removeAll, textOf, writeWhole } from '../scratch/scratch-files.ts';
import type { ScratchLayout } from '../scratch/scratch-layout.ts';
import type { SeenPlace } from '../scratch/seen-place.ts';
import { type ChosenFetch, fetchChosen } from './fetch-chosen.ts';
import { fetchDirectly } from './fetch-directly.ts';
import { mostFetchedBytes, mostUnasked } from './fetch-wish.ts';
import { type Fetched, timedOut, tooMuch } from './fetched.ts';

/**
 * Fetches all that is there, or where that was or is too much, what is chosen of it. A fetch of all that took
 * too long may have been too much as well, which the next one finds out.
 */
export async function fetchWishes(
  { git, layout, inbox }: { readonly git: Git; readonly layout: ScratchLayout; inbox: string },
  chosen: Omit<ChosenFetch, 'isTooMuch'>,
  context: CallContext,
): Promise<Fetched> {
  const { wishes } = chosen;
  const isMany = wishes.some(({ known }) => known !== undefined && isLarge(known));
  const wasLate = (await textOf(layout.late)) !== undefined;
  if (!isMany && !wasLate) {
    const places = wishes.map(({ place }) => place);
    const direct = await fetchDirectly(git, inbox, places, context);
    if (direct.ok || direct.reason !== tooMuch) {
      if (!direct.ok && direct.reason === timedOut) await writeWhole(layout.late, '');
      return direct;
    }
  }
  const isTooMuch = wasLate || !isMany;
  const fetched = await fetchChosen(git, inbox, { ...chosen, isTooMuch }, context);
  if (wasLate) await removeAll(layout.late);
  return fetched;
}

/** A fetch of all brings all of it each time, whatever is here already. */
function isLarge({ refs }: SeenPlace): boolean {
  const bytes = refs.reduce((sum, { content = '' }) => sum + content.length, 0);
  const isCut = refs.some(({ unread }) => unread !== undefined);
  return isCut || refs.length > mostUnasked || bytes > mostFetchedBytes / 2;
}
