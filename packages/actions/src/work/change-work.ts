import type { MissionSource } from '@missionctl/active-pointer';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { capabilitiesOf, type Issue, roles, type SessionState } from '@missionctl/session-model';
import type {
  LockWait,
  SessionAddress,
  SessionInvalidError,
  SessionPatch,
} from '@missionctl/session-store';
import { updateSession } from '@missionctl/session-store/operations';
import { NoCapabilityError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { neededCapability, noCapability } from './capability.ts';

/** What a change of focus or drive intent did. */
export interface WorkOutcome {
  /** What this outcome is. */
  readonly status: 'updated';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
  /** The session as it is now. */
  readonly session: SessionState;
  /** The session as it was just before. */
  readonly former: SessionState;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/**
 * Changes the selected session, which must be one that one may act on with the change in it: so a bad
 * value can be replaced by a good one. Checked under the lock.
 */
export function* changeWork(
  home: Home,
  evidence: Evidence,
  { patch, wait }: { readonly patch: SessionPatch; readonly wait: LockWait },
): Operation<WorkOutcome> {
  const { address, resolvedFrom, pin } = yield* resolveSession(home, evidence);
  let role = '';
  try {
    const change = (found: SessionState): SessionPatch => {
      role = found.role;
      return patch;
    };
    const updated = yield* updateSession(home.store, address, change, wait);
    const { session, former, warnings } = updated;
    return { status: 'updated', address, resolvedFrom, pin, session, former, warnings };
  } catch (error) {
    const capability = onlyRefusedByRole(error) ? neededCapability(patch) : undefined;
    if (capability === undefined) throw error;
    const able = roles.filter((each) => capabilitiesOf(each)[capability]);
    throw new NoCapabilityError(address, { role, capability, roles: able });
  }
}

/** What only the role refuses is no fault of the session. */
function onlyRefusedByRole(error: unknown): boolean {
  if (errnoOf(error) !== 'ERR_SESSION_INVALID') return false;
  const { refusedBy } = error as SessionInvalidError;
  return refusedBy.every(({ severity, code }) => severity !== 'error' || code === noCapability);
}
