import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { sessionPath } from '@missionctl/session-model';
import { NotJoinedError } from '@missionctl/session-store';
import { loadSession } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import { type Home, requireHome } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { hasErrors, momentOf, type Participant, participantOf } from './participant.ts';
import { filteredParticipants, requireFilter, type SessionFilter } from './session-filter.ts';

/** What validation found. */
export interface ValidateOutcome {
  /** `invalid`: at least one session has an issue of severity error. */
  readonly status: 'valid' | 'invalid';
  /** Each session that was looked at, with every issue, those of its file included. */
  readonly sessions: readonly Participant[];
  /** The mission; undefined for `validateAll`. */
  readonly missionId: string | undefined;
  /** What selected it; undefined for `validateAll`. */
  readonly resolvedFrom: MissionSource | undefined;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
}

/**
 * Validates the selected session.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns every issue
 * @throws what `resolve` throws; a damaged session is a result
 * @example
 * const { status, sessions } = yield* validate(home, evidence);
 */
export function* validate(home: Home, evidence: Evidence): Operation<ValidateOutcome> {
  const { address, missionId, resolvedFrom, pin } = yield* resolveSession(home, evidence);
  const path = sessionPath(home.path, address);
  const loaded = yield* loadSession(home.store, address);
  if (loaded.status === 'absent') throw new NotJoinedError(address, path);
  const session = withFileIssues(participantOf({ address, path, loaded }, momentOf(home)));
  return { ...outcomeOf([session]), missionId, resolvedFrom, pin };
}

/**
 * Validates every session of the home, or those to which a filter applies.
 *
 * @param home - in which home
 * @param filter - which sessions; default: all
 * @returns every issue of each of them
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { status, sessions } = yield* validateAll(home);
 */
export function* validateAll(home: Home, filter: SessionFilter = {}): Operation<ValidateOutcome> {
  requireHome(home);
  requireFilter(filter);
  const participants = yield* filteredParticipants(home, filter);
  const sessions = participants.map(withFileIssues);
  const nothing = { missionId: undefined, resolvedFrom: undefined, pin: undefined };
  return { ...outcomeOf(sessions), ...nothing };
}

function outcomeOf(sessions: readonly Participant[]): Pick<ValidateOutcome, 'status' | 'sessions'> {
  const isInvalid = sessions.some(({ issues }) => hasErrors(issues));
  return { status: isInvalid ? 'invalid' : 'valid', sessions };
}

function withFileIssues(participant: Participant): Participant {
  const { loaded, issues } = participant;
  if (loaded.status !== 'joined') return participant;
  return { ...participant, issues: [...loaded.warnings, ...issues] };
}
