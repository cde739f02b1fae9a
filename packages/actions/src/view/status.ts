import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Issue, type SessionState, sessionPath } from '@missionctl/session-model';
import type { ListedSession, SessionAddress } from '@missionctl/session-store';
import { ensureJoined, listMission } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { momentOf, type Participant, participantOf, warningsOf } from './participant.ts';

/** My session in a mission, and the others there. */
export interface StatusOutcome {
  /** What this outcome is. */
  readonly status: 'shown';
  /** Which session is mine. */
  readonly address: SessionAddress;
  /** What selected the mission; undefined when nothing selects it any more. */
  readonly resolvedFrom: MissionSource | undefined;
  /** What my session says. */
  readonly session: SessionState;
  /** Mine first, then the others of this home. */
  readonly participants: readonly [Participant, ...Participant[]];
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Shows my session in the selected mission, and the other participants of this home there.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_SESSION_DAMAGED of my own session, and what `resolve` throws
 * @example
 * const { participants } = yield* status(home, evidence);
 */
export function* status(home: Home, evidence: Evidence): Operation<StatusOutcome> {
  const { address, resolvedFrom } = yield* resolveSession(home, evidence);
  return yield* statusAt(home, address, resolvedFrom);
}

/**
 * Shows the session at one address, and the other participants of this home in its mission,
 * whatever selects which.
 *
 * @param home - in which home
 * @param address - which session is mine
 * @param resolvedFrom - what selected the mission, for the outcome; undefined when nothing does
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_NOT_JOINED and ERR_SESSION_DAMAGED of my own session, ERR_INVALID_ID,
 *   ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { participants } = yield* statusAt(home, { missionId: 'demo' }, undefined);
 */
export function* statusAt(
  home: Home,
  address: SessionAddress,
  resolvedFrom: MissionSource | undefined,
): Operation<StatusOutcome> {
  const listed = yield* listMission(home.store, address.missionId);
  const isMine = (each: ListedSession): boolean =>
    each.address.alias === address.alias && each.aliases !== true;
  const found = listed.find(isMine)?.loaded;
  // Where mine is not among them, loading it says why.
  const loaded = found?.status === 'joined' ? found : yield* ensureJoined(home.store, address);
  const moment = momentOf(home);
  const mine = participantOf({ address, path: sessionPath(home.path, address), loaded }, moment);
  const others = listed.filter((each) => !isMine(each)).map((each) => participantOf(each, moment));
  const participants = [mine, ...others] as const;
  return {
    status: 'shown',
    address,
    resolvedFrom,
    session: loaded.session,
    participants,
    warnings: participants.flatMap(warningsOf),
  };
}
