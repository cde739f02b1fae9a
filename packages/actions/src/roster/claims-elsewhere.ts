import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type Driver,
  type HomeRoster,
  type RosterFault,
  type SeenClaim,
  standingClaim,
} from '@missionctl/roster';
import { findEngineState } from '@missionctl/roster/operations';
import { mayBeShared } from '../engine/may-be-shared.ts';
import type { Home } from '../home.ts';

/** The claims that count in a home: its own, and those of other homes that it has seen. */
export interface StandingClaims {
  /** By focus. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** Of these, by focus, the ones of participants of other homes. */
  readonly elsewhere: ReadonlyMap<string, SeenClaim>;
  /** Those of other homes who may hold a claim. */
  readonly drivers: readonly Driver[];
  /** Whether the mission is shared with other homes. */
  readonly isShared: boolean;
  /** What keeps it from being known what others claim. */
  readonly fault: RosterFault | undefined;
}

/** Which claims, and who has a session in this home. */
interface Own {
  readonly claims: ReadonlyMap<string, Claim>;
  readonly focuses: readonly string[] | undefined;
  readonly participantIds: readonly string[];
}

/** The claims of this home together with those that were last seen at the engine of the mission. */
export function* withClaimsElsewhere(
  { path, engine }: Pick<Home, 'path' | 'engine'>,
  roster: HomeRoster,
  own: Own,
): Operation<StandingClaims> {
  const { claims: ofHome, focuses, participantIds } = own;
  const nobody = { elsewhere: new Map(), drivers: [], isShared: false, fault: undefined };
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
  const drivers: Driver[] = [];
  for (const seen of state.claims) {
    const { focus } = seen.claim;
    if (focuses?.includes(focus) === false) continue;
    const { claim, isElsewhere } = standingClaim(ofHome.get(focus), seen, isOurs);
    if (claim !== undefined) claims.set(focus, claim);
    if (isElsewhere) elsewhere.set(focus, seen);
    drivers.push(...driversOf(seen, { isElsewhere, isOurs }));
  }
  return { claims, elsewhere, drivers, isShared: true, fault: undefined };
}

/** Those who hold a claim, wait for it or have it reserved, and are of other homes: once for each claim. */
function driversOf(
  { claim, gone }: SeenClaim,
  {
    isElsewhere,
    isOurs,
  }: { readonly isElsewhere: boolean; readonly isOurs: (id: string) => boolean },
): readonly Driver[] {
  const { focus, holder, reservedFor, wantedBy } = claim;
  const verdict = gone ? 'gone' : 'unknown';
  const waiting = new Set([reservedFor, ...wantedBy.map(({ by }) => by)]);
  const others = [...waiting].filter((id) => id !== undefined && id !== holder && !isOurs(id));
  return [
    ...(isElsewhere && holder !== undefined
      ? [{ participantId: holder, focus, drives: true, verdict } as const]
      : []),
    ...others.map((participantId = ''): Driver => {
      return { participantId, focus, drives: false, verdict: 'unknown' };
    }),
  ];
}
