import { readPointer } from '@missionctl/active-pointer/operations';
import { type Operation, wrongValue } from '@missionctl/atomic-fs/operations';
import type { Verdict } from '@missionctl/roster';
import { type Home, requireHome } from '../home.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import {
  lookAtRoster,
  type MissionRoster,
  type PresentParticipant,
} from '../roster/mission-roster.ts';
import { byMission } from './by-mission.ts';
import type { ListOutcome } from './list.ts';
import { warningsOf } from './participant.ts';
import { appliesTo, listedFor, requireFilter, type SessionFilter } from './session-filter.ts';

/** The sessions of a home, and whether their participants are alive. */
export interface PresentListOutcome extends ListOutcome {
  /** By mission and alias; damaged and unsafe ones among them. */
  readonly sessions: readonly PresentParticipant[];
}

/**
 * Lists the sessions whose participants have one of these verdicts: for this the roster of each mission is
 * read, which `list` does not do. A damaged pointer is a warning.
 *
 * @param home - in which home
 * @param verdicts - which verdicts
 * @param filter - which sessions; default: all
 * @returns the sessions by mission and alias, each with its verdict, and which mission is active
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { sessions } = yield* listByVerdict(home, ['here', 'quiet']);
 */
export function* listByVerdict(
  home: Home,
  verdicts: readonly Verdict[],
  filter: SessionFilter = {},
): Operation<PresentListOutcome> {
  requireHome(home);
  requireVerdicts(verdicts);
  requireFilter(filter);
  const pointer = yield* ignoringDamagedPointer(readPointer(home.pointer));
  const looks: MissionRoster[] = [];
  for (const [id, listed] of byMission(yield* listedFor(home, filter))) {
    // Those who are left out may share a process with one who is not.
    looks.push(yield* lookAtRoster(home, id, { listed, focuses: [] }));
  }
  const sessions = looks
    .flatMap(({ participants }) => participants)
    .filter((each) => appliesTo(filter, each) && verdicts.includes(each.verdict));
  return {
    status: 'listed',
    sessions,
    elsewhere: [],
    active: pointer.value?.active,
    warnings: [
      ...pointer.warnings,
      ...sessions.flatMap(warningsOf),
      ...looks.flatMap(({ warnings }) => warnings),
    ],
  };
}

const known: ReadonlySet<unknown> = new Set<Verdict>(['here', 'quiet', 'unknown', 'gone']);

function requireVerdicts(verdicts: readonly Verdict[]): void {
  if (Array.isArray(verdicts) && verdicts.every((each) => known.has(each))) return;
  throw wrongValue('verdicts', "a list of 'here', 'quiet', 'unknown' and 'gone'");
}
