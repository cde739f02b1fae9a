import { type Operation, wrongValue } from '@missionctl/atomic-fs/operations';
import type { Verdict } from '@missionctl/roster';
import type { Issue } from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import {
  listMission,
  listSessions,
  requireObject,
  requireText,
} from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { lookAtRoster, type MissionRoster } from '../roster/mission-roster.ts';
import { byMission } from './by-mission.ts';
import { momentOf, type Participant, participantOf } from './participant.ts';

/** Which sessions of a home; each condition that is left out holds for all. */
export interface SessionFilter {
  /** The mission. */
  readonly missionId?: string | undefined;
  /** The participant; null for the home's owner. */
  readonly alias?: string | null | undefined;
  /** The role. A session that cannot be read has none. */
  readonly role?: string | undefined;
  /** Whether it is alive: one of these. Of all others the roster is not read. */
  readonly verdicts?: readonly Verdict[] | undefined;
}

/** Checks a filter: a condition of another type would hold for no session. @throws TypeError */
export function requireFilter(filter: SessionFilter): void {
  const { missionId, alias, role, verdicts } = requireObject('filter', filter);
  if (missionId !== undefined) requireText('missionId', missionId);
  if (alias !== undefined && alias !== null) requireText('alias', alias);
  if (role !== undefined) requireText('role', role);
  if (verdicts === undefined) return;
  if (Array.isArray(verdicts) && verdicts.every((each) => known.has(each))) return;
  throw wrongValue('verdicts', "a list of 'here', 'quiet', 'unknown' and 'gone'");
}

const known: ReadonlySet<unknown> = new Set<Verdict>(['here', 'quiet', 'unknown', 'gone']);

/** The sessions to which a filter applies, and what to know of the rosters that were read for that. */
export interface Filtered {
  /** By mission and alias. */
  readonly participants: readonly Participant[];
  readonly warnings: readonly Issue[];
}

/** The sessions to which a filter applies, each with what is wrong with it. */
export function* filteredParticipants(home: Home, filter: SessionFilter): Operation<Filtered> {
  const { missionId, verdicts } = filter;
  const { store } = home;
  const moment = momentOf(home);
  const listed =
    missionId === undefined ? yield* listSessions(store) : yield* listMission(store, missionId);
  const applies = (each: ListedSession): boolean => hasAlias(each, filter) && hasRole(each, filter);
  if (verdicts === undefined) {
    const participants = listed.filter(applies).map((each) => participantOf(each, moment));
    return { participants, warnings: [] };
  }
  const looks: MissionRoster[] = [];
  for (const [id, there] of byMission(listed)) {
    // Those who are left out may share a process with one who is not.
    looks.push(yield* lookAtRoster(home, id, { listed: there, focuses: [] }));
  }
  const participants = looks
    .flatMap((look) => look.participants)
    .filter((each) => applies(each) && verdicts.includes(each.verdict));
  return { participants, warnings: looks.flatMap(({ warnings }) => warnings) };
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
