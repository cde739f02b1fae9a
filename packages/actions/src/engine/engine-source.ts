import { type Operation, outOfRange, wrongType } from '@missionctl/atomic-fs/operations';
import type { HomeRoster, RosterEngine } from '@missionctl/roster';
import { requireFunction, requireObject, requireText } from '@missionctl/session-store/operations';
import type { OwnClaims, StandingClaims } from '../elsewhere/standing-claims.ts';

/**
 * What opens the engines of a home. Its functions are called for a mission that has one, and not before: so a
 * program loads the code of an engine when it is needed.
 */
export interface EngineSource {
  /**
   * Opens the engine, or gives one that is open. Nothing here closes it: whoever made it does, once
   * nothing is asked any more.
   */
  readonly open: (chosen: ChosenEngine) => RosterEngine | Promise<RosterEngine>;
  /**
   * An engine that the environment names. It counts for missions without a choice, and only if a person has
   * confirmed this address in this home before; default: none.
   */
  readonly url?: string | undefined;
  /** How long one call may wait for the engine in all, in milliseconds; default 5000. */
  readonly withinMs?: number | undefined;
}

/** What a home has of its engines: as `withEngine` makes it. */
export interface HomeEngine extends EngineSource {
  /** The claims of a home together with those that were last seen at the engine of a mission. */
  readonly claimsElsewhere: (
    home: { readonly path: string; readonly engine: HomeEngine | undefined },
    roster: HomeRoster,
    own: OwnClaims,
  ) => Operation<StandingClaims>;
}

/** The engine of a mission. */
export interface ChosenEngine {
  /** The mission. */
  readonly missionId: string;
  /** The address of the engine, as it was confirmed in this home. */
  readonly url: string;
  /** Where in the engine the roster is; undefined where that is not a question. */
  readonly namespace: string | undefined;
  /** Whether this home only reads there, as an engine of which `capabilities.write` is false. */
  readonly readOnly: boolean;
  /** Whether the files that participants of this home change are published. */
  readonly touching: boolean;
}

/** Checks what opens engines. @throws TypeError, RangeError */
export function requireEngineSource(engine: EngineSource): void {
  const { open, url, withinMs } = requireObject('engine', engine);
  requireFunction('open of engine', open);
  if (url !== undefined) requireText('url of engine', url);
  if (withinMs === undefined) return;
  if (typeof withinMs !== 'number') throw wrongType('withinMs of engine', 'a number', withinMs);
  if (!(withinMs >= 0)) throw outOfRange('withinMs of engine', 'at least 0', withinMs);
}
