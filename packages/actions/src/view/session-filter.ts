import type { Operation } from '@missionctl/atomic-fs/operations';
import type { ListedSession } from '@missionctl/session-store';
import {
  listMission,
  listSessions,
  requireObject,
  requireText,
} from '@missionctl/session-store/operations';
import type { ParticipantElsewhere } from '../elsewhere/others-of.ts';
import type { Home } from '../home.ts';
import { momentOf, type Participant, participantOf } from './participant.ts';

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

/** The sessions of the mission of a filter, or of all. */
export function* listedFor(
  { store }: Home,
  { missionId }: SessionFilter,
): Operation<readonly ListedSession[]> {
  return missionId === undefined
    ? yield* listSessions(store)
    : yield* listMission(store, missionId);
}

/** The sessions to which a filter applies, each with what is wrong with it. */
export function* filteredParticipants(
  home: Home,
  filter: SessionFilter,
): Operation<readonly Participant[]> {
  const moment = momentOf(home);
  const listed = yield* listedFor(home, filter);
  return listed
    .filter((each) => appliesTo(filter, each))
    .map((each) => participantOf(each, moment));
}

/** Whether a filter applies to a session. */
export function appliesTo(filter: SessionFilter, listed: ListedSession): boolean {
  return hasAlias(listed, filter) && hasRole(listed, filter);
}

/** Whether a filter applies to a participant of another home, which has no alias in this one. */
export function isShownElsewhere(
  { alias, role }: SessionFilter,
  { entry }: Pick<ParticipantElsewhere, 'entry'>,
): boolean {
  return alias === undefined && (role === undefined || entry.role === role);
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
