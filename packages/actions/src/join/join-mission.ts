import type { MissionSource, PointerChange } from '@missionctl/active-pointer';
import { readPointer, setPointer } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Grant } from '@missionctl/issuer';
import { type Issue, sessionPath } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import { requireObject } from '@missionctl/session-store/operations';
import { classifyError } from '../error-table.ts';
import type { Evidence, FullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { type Mask, maskOfPointer } from '../resolve/pointer-mask.ts';
import { recordPresence } from '../roster/record-presence.ts';
import { changedPath } from '../stored-now.ts';
import type { ActiveMove } from './active-move.ts';
import { type JoinRequest, type PreparedJoin, requireRequest } from './prepare-join.ts';
import { requireGrant } from './require-grant.ts';
import { type StoredGrant, storeGrant } from './store-grant.ts';

/** What a join did. */
export interface JoinOutcome extends StoredGrant {
  /** What this outcome is. */
  readonly status: 'joined';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The session's file. */
  readonly path: string;
  /**
   * What became of the pointer. `active`: it names the mission now. `unchanged`: it could not be
   * written. `not-mine`: another participant than the owner joined. `kept`: it was not to be
   * written.
   */
  readonly pointer: 'active' | 'unchanged' | 'not-mine' | 'kept';
  /** Why the pointer is `unchanged`: the one of `warnings` that says so. */
  readonly notActive: Issue | undefined;
  /** How the active mission was moved; undefined when it was not, or a failure leaves that open. */
  readonly moved: ActiveMove | undefined;
  /** What selects another mission all the same. */
  readonly mask: Mask | undefined;
}

/** A join that an issuer has granted. */
export interface GrantedJoin {
  /** What `prepareJoin` gave. */
  readonly prepared: PreparedJoin;
  /** What the issuer answered. */
  readonly grant: Grant;
}

/**
 * Stores what an issuer granted, and makes the mission the active one. First the session, then the
 * pointer: a crash in between leaves a session that is not active, which joining again completes,
 * and never a pointer to nothing. Once the session is stored the join holds: whatever keeps the
 * pointer from being written is a warning.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the same that was prepared
 * @param granted - the prepared join, what the issuer answered, and how long to wait for each lock
 * @returns the session, and what was there before
 * @throws ERR_IDENTITY_CONFLICT, ERR_CHANGED_BY_OTHERS, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED;
 *   ERR_JOIN_INCOMPLETE when something was stored; and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST, ERR_UNSAFE_FILE and the others)
 * @example
 * const prepared = yield* prepareJoin(home, evidence, request);
 * const { session } = yield* completeJoin(home, evidence, request, { prepared, grant });
 */
export function* completeJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  { prepared, grant, timeoutMs }: GrantedJoin & LockWait,
): Operation<JoinOutcome> {
  const wait = { timeoutMs };
  const given = requireCall(home, evidence, wait);
  requireRequest(request);
  requireGrant(grant);
  const { address, resolvedFrom } = requireObject('prepared', prepared);
  const { replace = false, keepToken = false, activate: isActivated = true } = request;
  const isDamaged = prepared.found.status === 'damaged';
  const stored = yield* storeGrant(home, address, grant, { replace, keepToken, isDamaged, wait });
  const activated = isActivated
    ? yield* activate(home, given, { address, wait })
    : untouched('kept');
  const { workingDirectory: directory } = given;
  const { session } = stored;
  const recorded = yield* recordPresence(home, { address, session, directory, wait });
  return {
    status: 'joined',
    ...stored,
    address,
    resolvedFrom,
    path: sessionPath(home.path, address),
    pointer: activated.pointer,
    notActive: activated.notActive,
    moved: activated.moved,
    mask: activated.mask,
    warnings: [
      ...prepared.warnings,
      ...stored.warnings,
      ...activated.warnings,
      ...recorded.warnings,
    ],
  };
}

type Activated = Pick<JoinOutcome, 'pointer' | 'notActive' | 'moved' | 'mask' | 'warnings'>;

function untouched(pointer: JoinOutcome['pointer']): Activated {
  return { pointer, notActive: undefined, moved: undefined, mask: undefined, warnings: [] };
}

/** Makes the mission the active one; what stands in the way becomes a warning. */
function* activate(
  home: Home,
  evidence: FullEvidence,
  { address, wait }: { readonly address: SessionAddress; readonly wait: LockWait },
): Operation<Activated> {
  const { missionId, alias } = address;
  if (alias !== undefined) return untouched('not-mine');
  const set = yield* outcomeOf(setPointer(home.pointer, missionId, wait));
  const looked = yield* maskDespiteFailure(evidence, missionId);
  if (!('error' in set)) {
    const moved = moveOf(set.change, missionId);
    return { pointer: 'active', notActive: undefined, moved, ...looked };
  }
  const isActive = yield* isActiveDespite(home, missionId, set.error);
  const state = isActive ? 'may not be the active mission after a power failure' : notActive;
  const warning = warningOf(set.error, `${missionId} ${state}`);
  return {
    pointer: isActive ? 'active' : 'unchanged',
    notActive: isActive ? undefined : warning,
    moved: undefined,
    mask: looked.mask,
    warnings: [warning, ...looked.warnings],
  };
}

const notActive = 'is not the active mission';

function* outcomeOf(
  operation: Operation<PointerChange>,
): Operation<{ readonly change: PointerChange } | { readonly error: unknown }> {
  try {
    return { change: yield* operation };
  } catch (error) {
    return { error };
  }
}

function moveOf(change: PointerChange, to: string): ActiveMove | undefined {
  if (change.status !== 'changed') return undefined;
  return { from: change.former, to, previous: change.former };
}

/** What the pointer says decides: it may have named the mission before, or been changed for all that. */
function* isActiveDespite(home: Home, missionId: string, error: unknown): Operation<boolean> {
  try {
    return (yield* readPointer(home.pointer)).active === missionId;
  } catch {
    return changedPath(error) === home.pointer.file.path;
  }
}

function* maskDespiteFailure(
  evidence: FullEvidence,
  missionId: string,
): Operation<{ readonly mask: Mask | undefined; readonly warnings: readonly Issue[] }> {
  try {
    return { mask: yield* maskOfPointer(evidence, missionId), warnings: [] };
  } catch (error) {
    const what = 'whether something hides the pointer here is not known';
    return { mask: undefined, warnings: [warningOf(error, what)] };
  }
}

function warningOf(error: unknown, what: string): Issue {
  const why = error instanceof Error ? error.message : String(error);
  const { code } = classifyError(error);
  return { code, severity: 'warning', field: '', message: `${what}: ${why}` };
}
