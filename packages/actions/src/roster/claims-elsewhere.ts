import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type Driver,
  type HomeRoster,
  type SeenClaim,
  type SeenEntry,
  standingClaim,
} from '@missionctl/roster';
import { findEngineState } from '@missionctl/roster/operations';
import { mayBeShared } from '../engine/may-be-shared.ts';
import type { Home } from '../home.ts';
import type { OwnClaims, StandingClaims } from './standing-claims.ts';

/** The claims of this home together with those that were last seen at the engine of the mission. */
export function* withClaimsElsewhere(
  { path, engine }: Pick<Home, 'path' | 'engine'>,
  roster: HomeRoster,
  own: OwnClaims,
): Operation<StandingClaims> {
  const { claims: ofHome, focuses, participantIds } = own;
  const nobody = {
    elsewhere: new Map(),
    drivers: [],
    others: [],
    isShared: false,
    fault: undefined,
  };
  const alone = { claims: ofHome, ...nobody };
  if (engine === undefined) return alone;
  // Before the state: one look at a name. And a process that was sharing when the engine was forgotten may have
  // written the state once more.
  if (!(yield* mayBeShared({ path, engine }, roster.missionId))) return alone;
  const { state, fault } = yield* findEngineState(roster);
  if (state === undefined) return { ...alone, fault };
  const ours = new Set([...participantIds, ...state.own.map(({ participantId }) => participantId)]);
  const isOurs = (participantId: string): boolean => ours.has(participantId);
  const claims = new Map(ofHome);
  const elsewhere = new Map<string, SeenClaim>();
  const others = state.entries.filter(({ participantId }) => !isOurs(participantId));
  const seenOthers = new Map(others.map((each) => [each.participantId, each]));
  const drivers = receiversOf(ofHome, seenOthers);
  for (const seen of state.claims) {
    const { focus } = seen.claim;
    if (focuses?.includes(focus) === false) continue;
    const { claim, isElsewhere } = standingClaim(ofHome.get(focus), seen, isOurs);
    if (claim !== undefined) claims.set(focus, claim);
    if (isElsewhere) elsewhere.set(focus, seen);
    drivers.push(...driversOf(seen, { isElsewhere, isOurs, others: seenOthers }));
  }
  return { claims, elsewhere, drivers, others, isShared: true, fault: undefined };
}

/** Those of other homes for whom claims of this one are kept, which the engine may not know of yet. */
function receiversOf(claims: ReadonlyMap<string, Claim>, others: Others): Driver[] {
  return [...claims.values()].flatMap(({ focus, reservedFor = '' }) =>
    others.has(reservedFor) ? [waitingFor(focus, reservedFor, others)] : [],
  );
}

type Others = ReadonlyMap<string, SeenEntry>;

function waitingFor(focus: string, participantId: string, others: Others): Driver {
  const verdict = others.get(participantId)?.gone === true ? 'gone' : 'unknown';
  return { participantId, focus, drives: false, verdict };
}

/** Those who hold a claim, wait for it or have it reserved, and are of other homes: once for each claim. */
function driversOf(
  { claim, gone }: SeenClaim,
  {
    isElsewhere,
    isOurs,
    others: seenOthers,
  }: {
    readonly isElsewhere: boolean;
    readonly isOurs: (id: string) => boolean;
    readonly others: Others;
  },
): readonly Driver[] {
  const { focus, holder, reservedFor, wantedBy } = claim;
  const verdict = gone ? 'gone' : 'unknown';
  const waiting = new Set([reservedFor, ...wantedBy.map(({ by }) => by)]);
  const others = [...waiting].filter((id) => id !== undefined && id !== holder && !isOurs(id));
  return [
    ...(isElsewhere && holder !== undefined
      ? [{ participantId: holder, focus, drives: true, verdict } as const]
      : []),
    ...others.map((participantId = '') => waitingFor(focus, participantId, seenOthers)),
  ];
}

/** Whether somebody of another home was seen at the last look at the engine of a mission. */
export function* seenElsewhere(
  home: Pick<Home, 'path' | 'engine'>,
  roster: HomeRoster,
): Operation<(participantId: string) => boolean> {
  if (!(yield* mayBeShared(home, roster.missionId))) return () => false;
  const { state, fault } = yield* findEngineState(roster);
  const ours = new Set(state?.own.map(({ participantId }) => participantId));
  const entries = state?.entries.filter(({ participantId }) => !ours.has(participantId));
  const seen = new Set(entries?.map(({ participantId }) => participantId));
  // Damaged is not missing: while it cannot be read, anybody may have been seen.
  return (participantId) => fault !== undefined || seen.has(participantId);
}
