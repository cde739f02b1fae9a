import type { Operation } from '@missionctl/atomic-fs/operations';
import { askForClaim, type Claim } from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { requireCall } from '../../require-call.ts';
import { requireNote } from '../require-note.ts';
import { type HandOverOptions, type HandOverOutcome, handOver } from './hand-over.ts';

/**
 * Asks whoever drives the focus of the selected participant for it. The holder learns it with each of its
 * commands, and decides.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - what the holder should know, and how long to wait for each lock
 * @returns who was asked; `free` where nobody drives there
 * @throws ERR_FOCUS_NEEDED, ERR_NO_CAPABILITY; what `resolve` and a write throw (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * const { holder } = yield* ask(home, evidence, { note: 'I need it for the release' });
 */
export function* ask(
  home: Home,
  evidence: Evidence,
  options: HandOverOptions = {},
): Operation<HandOverOutcome> {
  requireCall(home, evidence, options);
  requireNote('note', options.note);
  return yield* handOver(home, evidence, { ...options, mustDrive: true }, (asking) => {
    const { decision, look, me, focus, lastTerm } = asking;
    if (decision.status === 'granted') return { status: 'free' };
    const now = timestampFromMs(look.nowMs);
    const nobody: Claim = { focus, holder: undefined, term: lastTerm, since: now, wantedBy: [] };
    const wish = { by: me.participantId, at: now, note: options.note };
    const asked = askForClaim(look.claims.get(focus) ?? nobody, wish);
    return { status: 'asked', claim: asked };
  });
}
