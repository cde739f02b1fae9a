import type { MissionSource } from '@missionctl/active-pointer';
import { type Operation, outOfRange } from '@missionctl/atomic-fs/operations';
import { type Claim, decideClaim, effectiveHolder } from '@missionctl/roster';
import { type Issue, type SessionState, timestampFromMs } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { ensureJoined, requireObject } from '@missionctl/session-store/operations';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { requireCall } from '../../require-call.ts';
import { resolveSession } from '../../resolve/resolve-session.ts';
import { holderOf, rivalsOf } from '../../roster/holder.ts';
import { lookAtRoster } from '../../roster/mission-roster.ts';
import { noticesAt } from '../../roster/notices.ts';
import type { FocusNotice, Holder } from '../work-outcome.ts';

/** What is looked for. */
export interface CheckOptions {
  /** The term in which the claim must be held; default: any. */
  readonly term?: number | undefined;
}

/** Whether the selected participant holds the claim on its focus. */
export interface CheckOutcome {
  /** `holds`: it does, at the term that was asked for. */
  readonly status: 'holds' | 'held' | 'not-driving' | 'other-term';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
  /** The session. */
  readonly session: SessionState;
  /** The record of the focus; undefined where there is none. */
  readonly claim: Claim | undefined;
  /** Who holds it, of `held`. */
  readonly holder: Holder | undefined;
  /** Who else drives what the participant drives. */
  readonly rivals: readonly Holder[];
  /** What to know of its claims. */
  readonly notices: readonly FocusNotice[];
  /** What to know although it could be read, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/**
 * Looks whether the selected participant holds the claim on its focus, for a hook that stops what
 * another drives by now. Nothing is written.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - the term in which it must hold it; default: any
 * @returns whether it does, and who does instead
 * @throws what `resolve` throws; RangeError for a term that is none
 * @example
 * const { status } = yield* check(home, evidence, { term: 3 });
 */
export function* check(
  home: Home,
  evidence: Evidence,
  options: CheckOptions = {},
): Operation<CheckOutcome> {
  requireCall(home, evidence);
  const { term } = requireObject('options', options);
  if (term !== undefined && !(Number.isSafeInteger(term) && term > 0)) {
    throw outOfRange('term', 'a whole number from 1 on', term);
  }
  const { address, resolvedFrom, pin } = yield* resolveSession(home, evidence);
  const { session, warnings } = yield* ensureJoined(home.store, address);
  const { focus, participantId } = session;
  const focuses = focus === null ? [] : [focus];
  const look = yield* lookAtRoster(home, address.missionId, { focuses });
  const claim = focus === null ? undefined : look.claims.get(focus);
  const known = { rivals: rivalsOf(look, session), notices: noticesAt(look, session) };
  const selected = { address, resolvedFrom, pin, session, claim, ...known };
  const all = [...warnings, ...look.warnings];
  if (effectiveHolder(claim, look.drivers)?.participantId === participantId) {
    const status = term === undefined || claim?.term === term ? 'holds' : 'other-term';
    return { ...selected, status, holder: undefined, warnings: all };
  }
  const decision =
    focus === null
      ? undefined
      : decideClaim({
          me: participantId,
          focus,
          now: timestampFromMs(look.nowMs),
          claim,
          drivers: look.drivers,
        });
  if (focus === null || decision?.status !== 'held') {
    return { ...selected, status: 'not-driving', holder: undefined, warnings: all };
  }
  return { ...selected, status: 'held', holder: holderOf(look, focus, decision), warnings: all };
}
