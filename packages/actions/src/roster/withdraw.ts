import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Claim, HomeRoster } from '@missionctl/roster';
import { forgetShown, readRoster, removePresence } from '@missionctl/roster/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import { notReleased, releaseFormer } from '../work/claim/release-claim.ts';
import { rosterOf } from './mission-roster.ts';
import { rosterWarning } from './roster-warning.ts';

/**
 * Takes one who has left out of the roster: every claim that names it, also one from before its session
 * was damaged, then what it was shown and what it recorded of itself. Without a session none has any effect; so what stays is
 * a warning. The claims are read, unless the caller has done so.
 */
export function* withdraw(
  home: Home,
  address: SessionAddress,
  session: SessionState,
  options: LockWait & { readonly claims?: ReadonlyMap<string, Claim> },
): Operation<readonly Issue[]> {
  const { participantId } = session;
  const { claims: known, ...wait } = options;
  const roster = rosterOf(home, address.missionId);
  const warnings: Issue[] = [];
  for (const focus of yield* claimedBy(roster, session, { known, warnings })) {
    warnings.push(...(yield* releaseFormer(home, address, { focus, session, wait })));
  }
  try {
    yield* forgetShown(roster, participantId, wait);
    yield* removePresence(roster, participantId, wait);
  } catch (error) {
    if (errnoOf(error) === 'ERR_INVALID_ID') return warnings;
    const effect = 'what this participant recorded of itself stays, without effect';
    warnings.push(rosterWarning('PRESENCE_NOT_REMOVED', effect, error));
  }
  return warnings;
}

/** Of which focuses it is recorded as the holder; what cannot be found out is a warning. */
function* claimedBy(
  roster: HomeRoster,
  { focus, participantId }: SessionState,
  {
    known,
    warnings,
  }: { readonly known: ReadonlyMap<string, Claim> | undefined; readonly warnings: Issue[] },
): Operation<readonly string[]> {
  try {
    const claims = known ?? (yield* readRoster(roster)).claims;
    const own = [...claims.values()].filter(({ holder }) => holder === participantId);
    return own.map((claim) => claim.focus);
  } catch (error) {
    warnings.push(notReleased(focus ?? 'a focus', error));
    return [];
  }
}
