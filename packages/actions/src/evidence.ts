/** Where the answer to "who acts" came from. */
export type ActingFrom = 'flag' | 'environment' | 'myself';

/** What the caller knows about which mission is selected, and who acts. Looked at, never trusted. */
export interface Evidence {
  /** What may select the mission. */
  readonly mission: MissionHints;
  /** Who acts. */
  readonly who: Actor;
}

/** What may select the mission, besides the pointer. */
export interface MissionHints {
  /** What the caller named explicitly. */
  readonly flag?: string | undefined;
  /** What the environment names. */
  readonly environment?: string | undefined;
  /** The absolute path of the directory whose pin counts; undefined when there is none. */
  readonly directory?: string | undefined;
}

/** The home's owner, or another participant of the home. */
export interface Actor {
  /** The participant; null for the home's owner. */
  readonly alias: string | null;
  /** What said so. */
  readonly from: ActingFrom;
}

/** The actor as an address has it. */
export function aliasOf({ who }: Evidence): string | undefined {
  return who.alias ?? undefined;
}
