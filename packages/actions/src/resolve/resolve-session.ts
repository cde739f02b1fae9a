import type { MissionSource } from '@missionctl/active-pointer';
import { findPin, readPointer, resolveMission } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireMissionId, sessionPath } from '@missionctl/session-model';
import { NotJoinedError, type SessionAddress } from '@missionctl/session-store';
import { isJoined, listSessions } from '@missionctl/session-store/operations';
import { DanglingMissionError, NoActiveMissionError } from '../errors.ts';
import { aliasOf, type Evidence, type FullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { isAnybodyJoined } from './is-anybody-joined.ts';

/** The mission that is selected, and who acts in it. */
export interface ResolvedSession {
  /** The mission. */
  readonly missionId: string;
  /** What selected it. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
  /** The session: the mission, and the participant who acts. */
  readonly address: SessionAddress;
}

/**
 * Selects the session: the mission that the first of flag, environment, pin and pointer names, and
 * who acts in it. Decided by the names of files alone, so that whoever reads the session is the
 * first to see its mode.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns the mission, what selected it, and the address of the session
 * @throws ERR_NO_ACTIVE_MISSION, ERR_NOT_JOINED, ERR_POINTER_DANGLING, ERR_POINTER_DAMAGED,
 *   ERR_PIN_REFUSED, ERR_INVALID_ID, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { missionId, resolvedFrom } = yield* resolve(home, evidence);
 */
export function* resolveSession(home: Home, evidence: Evidence): Operation<ResolvedSession> {
  const given = requireCall(home, evidence);
  const alias = aliasOf(given);
  return yield* resolveAmong(home, given, (missionId) =>
    isJoined(home.store, { missionId, alias }),
  );
}

/**
 * Selects the session for a look: a mission that the caller names need not be joined. What another
 * source names must be, as for everything else.
 */
export function* resolveForLook(home: Home, evidence: Evidence): Operation<ResolvedSession> {
  const given = requireCall(home, evidence);
  const { flag } = given.mission;
  if (!flag) return yield* resolveSession(home, given);
  const missionId = requireMissionId(flag);
  const address = { missionId, alias: aliasOf(given) };
  return { missionId, resolvedFrom: 'flag', pin: undefined, address };
}

/** Selects the mission, where anybody of the home is joined in it. */
export function* resolveForAnybody(home: Home, evidence: Evidence): Operation<ResolvedSession> {
  const given = requireCall(home, evidence);
  return yield* resolveAmong(home, given, (missionId) => isAnybodyJoined(home, missionId));
}

function* resolveAmong(
  home: Home,
  evidence: FullEvidence,
  counts: (missionId: string) => Operation<boolean>,
): Operation<ResolvedSession> {
  const { flag, environment, directory } = evidence.mission;
  let pin: string | undefined;
  const resolved = yield* resolveMission({
    flag,
    environment,
    *pin() {
      const nearest = directory === undefined ? undefined : yield* findPin(directory);
      pin = nearest?.path;
      return nearest?.missionId;
    },
    *pointer() {
      return (yield* readPointer(home.pointer)).active;
    },
    isJoined: counts,
  });
  if (resolved.status === 'none') throw yield* noActiveMission(home, aliasOf(evidence));
  const { missionId, source } = resolved;
  const address = { missionId, alias: aliasOf(evidence) };
  if (resolved.status === 'dangling') throw yield* notThere(home, address, { source, pin });
  return { missionId, resolvedFrom: source, pin, address };
}

/** The actor is not joined. Where nobody else is either, the source itself points nowhere. */
function* notThere(
  home: Home,
  address: SessionAddress,
  by: { readonly source: MissionSource; readonly pin: string | undefined },
): Operation<Error> {
  const { missionId } = address;
  if (by.source === 'flag' || (yield* isAnybodyJoined(home, missionId))) {
    return new NotJoinedError(address, sessionPath(home.path, address));
  }
  return new DanglingMissionError(address, by);
}

function* noActiveMission(home: Home, alias: string | undefined): Operation<Error> {
  const sessions = yield* listSessions(home.readOnlyStore);
  const joined = sessions
    .filter(({ address }) => address.alias === alias)
    .map(({ address }) => address.missionId);
  return new NoActiveMissionError(alias, joined);
}
