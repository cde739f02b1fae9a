import type { Claim, Driver, RosterFault, SeenClaim, SeenEntry } from '@missionctl/roster';

/** The claims that count in a home: its own, and those of other homes that it has seen. */
export interface StandingClaims {
  /** By focus. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** Of these, by focus, the ones of participants of other homes. */
  readonly elsewhere: ReadonlyMap<string, SeenClaim>;
  /** Those of other homes who may hold a claim. */
  readonly drivers: readonly Driver[];
  /** Those of other homes who were seen at the last look. */
  readonly others: readonly SeenEntry[];
  /** Whether the mission is shared with other homes. */
  readonly isShared: boolean;
  /** What keeps it from being known what others claim. */
  readonly fault: RosterFault | undefined;
}

/** Which claims, and who has a session in this home. */
export interface OwnClaims {
  readonly claims: ReadonlyMap<string, Claim>;
  readonly focuses: readonly string[] | undefined;
  readonly participantIds: readonly string[];
}
