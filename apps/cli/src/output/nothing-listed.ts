import { type Home, listSync, type SessionFilter } from '@missionctl/actions';
import { didYouMean } from '../argv/did-you-mean.ts';
import { joinHint } from '../errors/hints/join-hint.ts';

/** What is said instead of a list that is empty: why it is, and what to do about that. */
export function nothingListed(
  home: Home,
  filter: SessionFilter,
  proven?: 'alive' | 'gone',
): string {
  if (proven !== undefined && listSync(home, filter).sessions.length > 0) {
    return `nobody is proven ${proven}; next: missionctl list`;
  }
  const isFiltered = Object.values(filter).some((each) => each !== undefined);
  if (!isFiltered) return `no mission is joined; next: ${joinHint()}`;
  const { missionId } = filter;
  const near = missionId === undefined ? '' : didYouMean(missionId, missionsIn(home));
  return `no session matches${near === '' ? '; next: missionctl list' : near}`;
}

function missionsIn(home: Home): readonly string[] {
  const { sessions } = listSync(home);
  return [...new Set(sessions.map(({ address }) => address.missionId))];
}
