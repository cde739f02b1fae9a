import { readPointer } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { ParticipantElsewhere } from '../elsewhere/others-of.ts';
import { type Home, requireHome } from '../home.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import { type Participant, warningsOf } from './participant.ts';
import { filteredParticipants, requireFilter, type SessionFilter } from './session-filter.ts';

/** The sessions of a home. */
export interface ListOutcome {
  /** What this outcome is. */
  readonly status: 'listed';
  /** By mission and alias; damaged and unsafe ones among them. */
  readonly sessions: readonly Participant[];
  /** Those of other homes, for a filter that names one mission, which is shared with them: by participant id. */
  readonly elsewhere: readonly ParticipantElsewhere[];
  /** The active mission; undefined when none is, or the pointer cannot be believed. */
  readonly active: string | undefined;
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Lists every session of the home, or those to which a filter applies; damaged and unsafe ones among
 * them. A damaged pointer is a warning.
 *
 * @param home - in which home
 * @param filter - which sessions; default: all
 * @returns the sessions by mission and alias, and which mission is active
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { sessions, active } = yield* list(home);
 */
export function* list(home: Home, filter: SessionFilter = {}): Operation<ListOutcome> {
  requireHome(home);
  requireFilter(filter);
  const pointer = yield* ignoringDamagedPointer(readPointer(home.pointer));
  const sessions = yield* filteredParticipants(home, filter);
  return {
    status: 'listed',
    sessions,
    elsewhere: [],
    active: pointer.value?.active,
    warnings: [...pointer.warnings, ...sessions.flatMap(warningsOf)],
  };
}
