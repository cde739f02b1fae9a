import type { MissionSource } from '@missionctl/active-pointer';
import { findPin, readPointer, resolveMission } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireMissionId, sessionPath } from '@missionctl/session-model';
import { NotJoinedError, type SessionAddress } from '@missionctl/session-store';
import { isJoined, listSessions } from '@missionctl/session-store/operations';
import { DanglingMissionError, NoActiveMissionError } from '../errors.ts';
import type { Evidence, FullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { isUnknown } from '../who/actor.ts';
import { aliasOf } from '../who/alias-of.ts';
import { isAnybodyJoined } from './is-anybody-joined.ts';

/** The mission that is selected. */
export interface SelectedMission {
  /** The mission. */
  readonly missionId: string;
  /** What selected it. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
}

/** The mission that is selected, and who acts in it. */
export interface ResolvedSession extends SelectedMission {
  /** The session: the mission, and the participant who acts. */
  readonly address: SessionAddress;
}

/** The mission that is looked at, and who looks. */
export interface ResolvedLook extends SelectedMission {
  /** Which session is the caller's; undefined where it is not known who acts. */
  readonly address: SessionAddress | undefined;
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
 *   ERR_PIN_REFUSED, ERR_INVALID_ID, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_WHO_UNKNOWN
 * @example
 * const { missionId, resolvedFrom } = yield* resolve(home, evidence);
 */
export function* resolveSession(home: Home, evidence: Evidence): Operation<ResolvedSession> {
  const given = requireCall(home, evidence);
  const alias = aliasOf(given);
  const selected = yield* missionAmong(home, given, (missionId) =>
    isJoined(home.store, { missionId, alias }),
  );
  return { ...selected, address: { missionId: selected.missionId, alias } };
}

/**
 * Selects the session for a look: a mission that the caller names need not be joined. What another
 * source names must be, as for everything else. Nobody's is looked at too.
 */
export function* resolveForLook(home: Home, evidence: Evidence): Operation<ResolvedLook> {
  const given = requireCall(home, evidence);
  const { flag } = given.mission;
  if (!flag) {
    if (!isUnknown(given.who)) return yield* resolveSession(home, given);
    return { ...(yield* resolveForAnybody(home, given)), address: undefined };
  }
  const missionId = requireMissionId(flag);
  const address = isUnknown(given.who) ? undefined : { missionId, alias: aliasOf(given) };
  return { missionId, resolvedFrom: 'flag', pin: undefined, address };
}

/** Selects the mission, where anybody of the home is joined in it. */
export function* resolveForAnybody(home: Home, evidence: Evidence): Operation<SelectedMission> {
  const given = requireCall(home, evidence);
  return yield* missionAmong(home, given, (missionId) => isAnybodyJoined(home, missionId));
}

/**
 * Selects the mission, and no session: one in which whoever acts is joined or, where that is not known,
 * anybody of the home.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns the mission, and what selected it
 * @throws as `resolveSession`, but for ERR_WHO_UNKNOWN
 * @example
 * const { missionId } = yield* resolveSelection(home, evidence);
 */
export function* resolveSelection(home: Home, evidence: Evidence): Operation<SelectedMission> {
  const given = requireCall(home, evidence);
  return yield* isUnknown(given.who) ? resolveForAnybody(home, given) : resolveSession(home, given);
}

function* missionAmong(
  home: Home,
  evidence: FullEvidence,
  counts: (missionId: string) => Operation<boolean>,
): Operation<SelectedMission> {
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
  const alias = evidence.who.alias ?? undefined;
  if (resolved.status === 'none') throw yield* noActiveMission(home, evidence);
  const { missionId, source } = resolved;
  if (resolved.status === 'dangling') {
    throw yield* notThere(home, { missionId, alias }, { source, pin });
  }
  return { missionId, resolvedFrom: source, pin };
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

function* noActiveMission(home: Home, { who }: FullEvidence): Operation<Error> {
  const alias = who.alias ?? undefined;
  const sessions = yield* listSessions(home.readOnlyStore);
  const joined = sessions
    .filter(({ address }) => isUnknown(who) || address.alias === alias)
    .map(({ address }) => address.missionId);
  return new NoActiveMissionError(alias, [...new Set(joined)]);
}
