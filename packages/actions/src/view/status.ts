import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Issue, type SessionState, sessionPath } from '@missionctl/session-model';
import type { JoinedSession, ListedSession, SessionAddress } from '@missionctl/session-store';
import { ensureJoined, listMission, loadSession } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveForLook } from '../resolve/resolve-session.ts';
import { momentOf, type Participant, participantOf, warningsOf } from './participant.ts';

/** My session in a mission, and the others there. */
export interface StatusOutcome {
  /** What this outcome is. */
  readonly status: 'shown';
  /** Which session is mine. */
  readonly address: SessionAddress;
  /** What selected the mission; undefined when nothing selects it any more. */
  readonly resolvedFrom: MissionSource | undefined;
  /** What my session says; undefined when I have not joined a mission that was named explicitly. */
  readonly session: SessionState | undefined;
  /** Mine first, where I have joined, then the others of this home. */
  readonly participants: readonly Participant[];
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Shows my session in the selected mission, and the other participants of this home there. In a
 * mission that is named explicitly I need not be joined, as long as somebody of this home is.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_SESSION_DAMAGED of my own session, and what `resolve` throws
 * @example
 * const { participants } = yield* status(home, evidence);
 */
export function* status(home: Home, evidence: Evidence): Operation<StatusOutcome> {
  const { address, resolvedFrom } = yield* resolveForLook(home, evidence);
  return yield* statusAt(home, address, resolvedFrom);
}

/**
 * Shows the session at one address, and the other participants of this home in its mission,
 * whatever selects which.
 *
 * @param home - in which home
 * @param address - which session is mine
 * @param resolvedFrom - what selected the mission; undefined when nothing does. For `flag` I need not
 *   be joined, as long as somebody is
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
  const others = listed.filter((each) => !isMine(each));
  const mayBeAbsent = resolvedFrom === 'flag' && others.length > 0;
  const mine = yield* loadMine(home, address, { found: listed.find(isMine), mayBeAbsent });
  const moment = momentOf(home);
  const path = sessionPath(home.path, address);
  const all = mine === undefined ? others : [{ address, path, loaded: mine }, ...others];
  const participants = all.map((each) => participantOf(each, moment));
  return {
    status: 'shown',
    address,
    resolvedFrom,
    session: mine?.session,
    participants,
    warnings: participants.flatMap(warningsOf),
  };
}

/** Where mine is not among those that were listed, loading it says why. */
function* loadMine(
  { store }: Home,
  address: SessionAddress,
  facts: { readonly found: ListedSession | undefined; readonly mayBeAbsent: boolean },
): Operation<JoinedSession | undefined> {
  const { found, mayBeAbsent } = facts;
  if (found?.loaded.status === 'joined') return found.loaded;
  if (mayBeAbsent && (yield* loadSession(store, address)).status === 'absent') return undefined;
  return yield* ensureJoined(store, address);
}
