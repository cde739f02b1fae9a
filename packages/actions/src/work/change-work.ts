import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type {
  LockWait,
  SessionAddress,
  SessionInvalidError,
  SessionPatch,
} from '@missionctl/session-store';
import { ensureJoined, updateSession } from '@missionctl/session-store/operations';
import { NoCapabilityError } from '../errors.ts';
import { type Evidence, fullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { drives, lookAtRoster } from '../roster/mission-roster.ts';
import { acceptedAt } from '../roster/notices.ts';
import { recordPresence } from '../roster/record-presence.ts';
import { neededCapability, noCapability } from './capability.ts';
import { releaseFormer } from './claim/release-claim.ts';
import {
  type Decided,
  type DriveChange,
  isRosterFault,
  type Take,
  updateUnmoved,
  withoutClaim,
  withPatch,
} from './drive-change.ts';
import { driveWork } from './drive-work.ts';
import { isRefused } from './is-refused.ts';
import { sessionMoved, unlessMoved } from './session-moved.ts';
import type { FocusNotice, OnCollision, WorkChange, WorkOutcome } from './work-outcome.ts';

/** A change of focus or drive intent. */
export interface Change {
  /** What is to be another. */
  readonly patch: SessionPatch;
  /** How long to wait for each lock. */
  readonly wait: LockWait;
  /** What is done when another drives there. */
  readonly onCollision: OnCollision;
  /** Set where the caller asks the engine next: as that of `WorkChange`. */
  readonly engine: WorkChange['engine'];
  /** Set where the claim is to be taken from whoever holds it. */
  readonly take?: Take | undefined;
  /** What is recorded with the claim, for others; default: what is there stays. */
  readonly note?: string | undefined;
}

/**
 * Changes the selected session, which must be one that one may act on with the change in it: so a bad
 * value can be replaced by a good one. Checked under the lock. Who drives afterwards has claimed the
 * focus before; who does not any more releases it after.
 */
export function* changeWork(
  home: Home,
  evidence: Evidence,
  change: Change,
): Operation<WorkOutcome> {
  const { address, resolvedFrom, pin } = yield* resolveSession(home, evidence);
  const { patch } = change;
  const { workingDirectory: directory } = fullEvidence(evidence);
  const before = yield* ensureJoined(home.store, address);
  const changing = unlessMoved({ home: home.path, address }, function* (isAgain) {
    const loaded = isAgain ? yield* ensureJoined(home.store, address) : before;
    const { session } = loaded;
    const driven = { ...change, address, directory, found: session };
    const focus = drivenAfter(session, patch);
    // No lock is taken for it, since taking one would make directories.
    if (focus !== null && isRefused(home, driven, loaded)) {
      yield* updateUnmoved(home, driven);
      throw sessionMoved;
    }
    return focus === null ? yield* stopOrStay(home, driven) : yield* driveWork(home, driven, focus);
  });
  const { role } = before.session;
  const { warnings, ...decided } = yield* asCapabilityError(address, { patch, role }, changing);
  return {
    ...decided,
    address,
    resolvedFrom,
    pin,
    warnings: distinct([...before.warnings, ...warnings]),
  };
}

/** What there is to claim; null for one who drives nothing then. */
function drivenAfter(session: SessionState, patch: SessionPatch): string | null {
  const { role, focus, driveIntent } = withPatch(session, patch);
  return drives({ role, driveIntent }) ? focus : null;
}

/** The session first: by that alone a claim has no effect any more. */
function* stopOrStay(home: Home, change: DriveChange): Operation<Decided> {
  const { address, directory, wait } = change;
  const accepted = yield* acceptedOf(home, change);
  const stop = accepted.length === 0 ? {} : ({ driveIntent: 'inactive' } as const);
  const patch = { ...change.patch, ...stop };
  const ofFound = (found: SessionState): SessionPatch => {
    if (drivenAfter(found, patch) !== null) throw sessionMoved;
    return patch;
  };
  const updated = yield* updateSession(home.store, address, ofFound, wait);
  const { session, former } = updated;
  const recording = { address, session, directory, continued: null, wait };
  const recorded = yield* recordPresence(home, recording);
  const released = yield* releaseFormer(home, address, { focus: former.focus, session, wait });
  const warnings = [...updated.warnings, ...recorded.warnings, ...released];
  return { ...withoutClaim, status: 'updated', session, former, notices: accepted, warnings };
}

/**
 * What one who goes on driving without a focus has given away, and others drive by now. Working on nothing
 * needs no claim, so a roster that cannot be looked at does not stand in its way.
 */
function* acceptedOf(
  home: Home,
  { address, found, patch }: DriveChange,
): Operation<readonly FocusNotice[]> {
  const { focus } = found;
  if (focus === null || patch.driveIntent !== undefined || !drives(found)) return [];
  try {
    const look = yield* lookAtRoster(home, address.missionId, { focuses: [focus] });
    return acceptedAt(look, found);
  } catch (error) {
    if (!isRosterFault(error)) throw error;
    return [];
  }
}

/** What only the role refuses is no fault of the session. */
function* asCapabilityError<T>(
  address: SessionAddress,
  { patch, role }: { readonly patch: SessionPatch; readonly role: string },
  operation: Operation<T>,
): Operation<T> {
  try {
    return yield* operation;
  } catch (error) {
    const capability = onlyRefusedByRole(error) ? neededCapability(patch) : undefined;
    if (capability === undefined) throw error;
    throw new NoCapabilityError(address, role, capability);
  }
}

function onlyRefusedByRole(error: unknown): boolean {
  if (errnoOf(error) !== 'ERR_SESSION_INVALID') return false;
  const { refusedBy } = error as SessionInvalidError;
  return refusedBy.every(({ severity, code }) => severity !== 'error' || code === noCapability);
}

/** The file was read more than once, and says the same each time. */
function distinct(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(
    ({ code, field, message }, at) =>
      at ===
      issues.findIndex(
        (each) => each.code === code && each.field === field && each.message === message,
      ),
  );
}
