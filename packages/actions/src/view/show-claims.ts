import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Claim } from '@missionctl/roster';
import type { Issue } from '@missionctl/session-model';
import { requireObject } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import { claimOfMine } from '../roster/claim-of-mine.ts';
import { rivalsOf } from '../roster/holder.ts';
import { drives, lookAtRoster } from '../roster/mission-roster.ts';
import { noticesAt } from '../roster/notices.ts';
import type { FocusNotice, Holder } from '../work/work-outcome.ts';
import type { ShownSession } from './show-session.ts';

/** What concerns a participant of the claim on its focus, while it drives; nothing for one who does not. */
export interface ShownClaims {
  /** The claim that it holds; undefined for none. */
  readonly claim: Claim | undefined;
  /** Who else drives what it drives. */
  readonly rivals: readonly Holder[];
  /** What to know of the claim. */
  readonly notices: readonly FocusNotice[];
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Shows what a session that was loaded has to know of the claim on its focus: for this the roster is read,
 * which `showSession` does not do.
 *
 * @param home - in which home
 * @param shown - what `showSession` gave
 * @returns its claim, who else drives there, and what to know of it
 * @throws what a list of sessions throws (ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ)
 * @example
 * const { claim } = yield* showClaims(home, yield* showSession(home, evidence));
 */
export function* showClaims(
  home: Home,
  shown: Pick<ShownSession, 'address' | 'session'>,
): Operation<ShownClaims> {
  requireHome(home);
  const { address, session } = requireObject('shown', shown);
  if (!drives(session)) return { claim: undefined, rivals: [], notices: [], warnings: [] };
  const focuses = session.focus === null ? [] : [session.focus];
  const look = yield* lookAtRoster(home, address.missionId, { focuses });
  return {
    claim: claimOfMine(look, session),
    rivals: rivalsOf(look, session),
    notices: noticesAt(look, session),
    warnings: look.warnings,
  };
}
