import type { MissionSource, PointerChange } from '@missionctl/active-pointer';
import { setPointer } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Grant } from '@missionctl/issuer';
import { sessionPath } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import { type Mask, maskOfPointer } from '../resolve/pointer-mask.ts';
import type { ActiveMove } from './active-move.ts';
import { notActiveWarnings } from './not-active-warnings.ts';
import type { JoinRequest, PreparedJoin } from './prepare-join.ts';
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
   * written, and `warnings` says why. `not-mine`: another participant than the owner joined. `kept`:
   * it was not to be written.
   */
  readonly pointer: 'active' | 'unchanged' | 'not-mine' | 'kept';
  /** How the active mission was moved; undefined when it was not. */
  readonly moved: ActiveMove | undefined;
  /** What selects another mission all the same. */
  readonly mask: Mask | undefined;
}

/**
 * Stores what an issuer granted, and makes the mission the active one. First the session, then the
 * pointer: a crash in between leaves a session that is not active, which joining again completes,
 * and never a pointer to nothing. A pointer that is damaged or unsafe is a warning: the join holds.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the same that was prepared
 * @param granted - the prepared join, and what the issuer answered
 * @returns the session, and what was there before
 * @throws ERR_IDENTITY_CONFLICT, ERR_CHANGED_BY_OTHERS, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED,
 *   and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE and the others)
 * @example
 * const prepared = yield* prepareJoin(home, evidence, request);
 * const { session } = yield* completeJoin(home, evidence, request, { prepared, grant });
 */
export function* completeJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  { prepared, grant }: { readonly prepared: PreparedJoin; readonly grant: Grant },
): Operation<JoinOutcome> {
  const { address, resolvedFrom } = prepared;
  const { replace = false, keepToken = false, activate: isActivated = true } = request;
  const stored = yield* storeGrant(home, address, grant, { replace, keepToken });
  const activated = isActivated ? yield* activate(home, evidence, address) : untouched('kept');
  return {
    status: 'joined',
    ...stored,
    address,
    resolvedFrom,
    path: sessionPath(home.path, address),
    pointer: activated.pointer,
    moved: activated.moved,
    mask: activated.mask,
    warnings: [...prepared.warnings, ...stored.warnings, ...activated.warnings],
  };
}

type Activated = Pick<JoinOutcome, 'pointer' | 'moved' | 'mask' | 'warnings'>;

function untouched(pointer: JoinOutcome['pointer']): Activated {
  return { pointer, moved: undefined, mask: undefined, warnings: [] };
}

/** Makes the mission the active one; what stands in the way becomes a warning: the join holds. */
function* activate(
  home: Home,
  evidence: Evidence,
  { missionId, alias }: SessionAddress,
): Operation<Activated> {
  if (alias !== undefined) return untouched('not-mine');
  const set = yield* ignoringDamagedPointer(setPointer(home.pointer, missionId));
  const warnings = notActiveWarnings(missionId, set.warnings);
  const mask = yield* maskOfPointer(evidence, missionId);
  const pointer = warnings.length === 0 ? 'active' : 'unchanged';
  return { pointer, moved: moveOf(set.value, missionId), mask, warnings };
}

function moveOf(change: PointerChange | undefined, to: string): ActiveMove | undefined {
  if (change?.status !== 'changed') return undefined;
  return { from: change.former, to, previous: change.former };
}
