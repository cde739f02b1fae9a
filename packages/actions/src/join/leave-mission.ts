import type { MissionSource } from '@missionctl/active-pointer';
import { forgetMission } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { LoadedSession, SessionAddress } from '@missionctl/session-store';
import {
  loadSession,
  quarantineSession,
  removeSession,
} from '@missionctl/session-store/operations';
import { LeaveIncompleteError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import { resolveSession } from '../resolve/resolve-session.ts';

/** What is to be left: what a person is asked about. Nothing was changed. */
export interface PreparedLeave {
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** What is there. A damaged session would be moved aside, any other removed. */
  readonly found: LoadedSession;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** What leaving did. */
export interface LeaveOutcome {
  /** What this outcome is. */
  readonly status: 'left';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The participant id of the session that was removed. */
  readonly participantId: string | undefined;
  /** Where the damaged session is kept. */
  readonly quarantined: string | undefined;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** Decides which session is left. See `prepareLeave` of the package. */
export function* prepareLeave(home: Home, evidence: Evidence): Operation<PreparedLeave> {
  const { address, resolvedFrom } = yield* resolveSession(home, evidence);
  const found = yield* loadSession(home.store, address);
  const warnings = found.status === 'joined' ? found.warnings : [];
  return { address, resolvedFrom, found, warnings };
}

/**
 * Leaves the mission. See `leave` of the package. First the pointer: a crash in between leaves a
 * session that is not active, and never a pointer to a mission that is not joined.
 */
export function* completeLeave(home: Home, prepared: PreparedLeave): Operation<LeaveOutcome> {
  const { address, resolvedFrom, found, warnings } = prepared;
  const { missionId, alias } = address;
  const forgot =
    alias === undefined
      ? yield* ignoringDamagedPointer(forgetMission(home.pointer, missionId))
      : { value: false, warnings: [] };
  const quarantined = yield* takeAway(home, address, {
    isDamaged: found.status === 'damaged',
    forgot: forgot.value === true,
  });
  return {
    status: 'left',
    address,
    resolvedFrom,
    participantId: found.status === 'joined' ? found.session.participantId : undefined,
    quarantined,
    warnings: [...warnings, ...forgot.warnings],
  };
}

function* takeAway(
  { store }: Home,
  address: SessionAddress,
  { isDamaged, forgot }: { readonly isDamaged: boolean; readonly forgot: boolean },
): Operation<string | undefined> {
  try {
    const quarantined = isDamaged ? yield* quarantineSession(store, address) : undefined;
    if (quarantined === undefined) yield* removeSession(store, address);
    return quarantined;
  } catch (error) {
    throw forgot ? new LeaveIncompleteError(address, error) : error;
  }
}
