import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Claim } from '@missionctl/roster';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { ensureJoined } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { claimOfMine } from '../roster/claim-of-mine.ts';
import { rivalsOf } from '../roster/holder.ts';
import { drives, lookAtRoster } from '../roster/mission-roster.ts';
import { noticesAt } from '../roster/notices.ts';
import type { FocusNotice, Holder } from '../work/work-outcome.ts';

/** The selected session. */
export interface ShownSession {
  /** What this outcome is. */
  readonly status: 'shown';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
  /** What it says. */
  readonly session: SessionState;
  /** The claim that its participant holds; undefined for none. */
  readonly claim: Claim | undefined;
  /** Who else drives what it drives. */
  readonly rivals: readonly Holder[];
  /** What to know of its claims, while it drives. */
  readonly notices: readonly FocusNotice[];
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Loads the selected session.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns what it says
 * @throws ERR_SESSION_DAMAGED, and what `resolve` throws
 * @example
 * const { session } = yield* showSession(home, evidence);
 */
export function* showSession(home: Home, evidence: Evidence): Operation<ShownSession> {
  const { address, resolvedFrom, pin } = yield* resolveSession(home, evidence);
  const { session, warnings } = yield* ensureJoined(home.store, address);
  const shown = { status: 'shown', address, resolvedFrom, pin, session } as const;
  if (!drives(session)) return { ...shown, claim: undefined, rivals: [], notices: [], warnings };
  const focuses = session.focus === null ? [] : [session.focus];
  const look = yield* lookAtRoster(home, address.missionId, { focuses });
  return {
    ...shown,
    claim: claimOfMine(look, session),
    rivals: rivalsOf(look, session),
    notices: noticesAt(look, session),
    warnings: [...warnings, ...look.warnings],
  };
}
