import type { Operation } from '@missionctl/atomic-fs/operations';
import type { ListedSession } from '@missionctl/session-store';
import {
  listMission,
  listSessions,
  requireObject,
  requireText,
} from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';

/** Which sessions of a home; each condition that is left out holds for all. */
export interface SessionFilter {
  /** The mission. */
  readonly missionId?: string | undefined;
  /** The participant; null for the home's owner. */
  readonly alias?: string | null | undefined;
  /** The role. A session that cannot be read has none. */
  readonly role?: string | undefined;
}

/** Checks a filter: a condition of another type would hold for no session. @throws TypeError */
export function requireFilter(filter: SessionFilter): void {
  const { missionId, alias, role } = requireObject('filter', filter);
  if (missionId !== undefined) requireText('missionId', missionId);
  if (alias !== undefined && alias !== null) requireText('alias', alias);
  if (role !== undefined) requireText('role', role);
}

/** The sessions to which a filter applies, by mission and alias. */
export function* filteredSessions(
  { store }: Home,
  filter: SessionFilter,
): Operation<readonly ListedSession[]> {
  const { missionId } = filter;
  const listed =
    missionId === undefined ? yield* listSessions(store) : yield* listMission(store, missionId);
  return listed.filter((each) => hasAlias(each, filter) && hasRole(each, filter));
}

/** Where the aliases of a mission cannot be listed, each of them may be there. */
function hasAlias({ address, aliases }: ListedSession, { alias }: SessionFilter): boolean {
  if (alias === undefined) return true;
  if (aliases === true) return alias !== null;
  return (address.alias ?? null) === alias;
}

function hasRole({ loaded }: ListedSession, { role }: SessionFilter): boolean {
  return role === undefined || (loaded.status === 'joined' && loaded.session.role === role);
}
