import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { ensureJoined } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';

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
  return { status: 'shown', address, resolvedFrom, pin, session, warnings };
}
