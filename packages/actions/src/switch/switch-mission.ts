import { clearPointer, readPointer, setPointer } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireMissionId, sessionPath } from '@missionctl/session-model';
import { type LockWait, NotJoinedError } from '@missionctl/session-store';
import {
  isJoined,
  optionalFlag,
  requireObject,
  requireText,
} from '@missionctl/session-store/operations';
import { MaskedError, NoPreviousMissionError } from '../errors.ts';
import type { Evidence, FullEvidence } from '../evidence.ts';
import { type Home, requireHome } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { maskOfPointer } from '../resolve/pointer-mask.ts';
import { aliasOf } from '../who/alias-of.ts';

/** How the active mission is switched. */
export interface SwitchRequest {
  /** The mission to make active; null for none. */
  readonly to: string | null;
  /** Whether the pointer is written although something hides it; default false. */
  readonly anyway?: boolean | undefined;
  /** Whether nothing is written; default false. */
  readonly dryRun?: boolean | undefined;
}

/** What a switch did, or would do. */
export interface SwitchOutcome {
  /** `planned`: nothing was written, since a dry run was asked for. */
  readonly status: 'switched' | 'planned';
  /** The mission that is active now; null for none. */
  readonly active: string | null;
  /** The mission that was active before; null for none. */
  readonly former: string | null;
  /** Whether they are different. */
  readonly changed: boolean;
}

/**
 * Makes a mission the active one, or none. Refused where something more specific than the pointer
 * selects another mission, since nobody would see it.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param request - which mission, and whether it is only planned
 * @param options - how long to wait for the lock
 * @returns which mission is active now, and which was
 * @throws ERR_NOT_JOINED, ERR_MASKED, ERR_STATE_CONFLICT, ERR_INVALID_ID, ERR_POINTER_DAMAGED, and
 *   what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * const { former } = yield* switchMission(home, evidence, { to: 'demo' });
 */
export function* switchMission(
  home: Home,
  evidence: Evidence,
  request: SwitchRequest,
  options: LockWait = {},
): Operation<SwitchOutcome> {
  const given = requireCall(home, evidence, options);
  const { to, anyway = false, dryRun = false } = requireObject('request', request);
  if (to !== null) requireText('to of request', to);
  optionalFlag('anyway', anyway);
  optionalFlag('dryRun', dryRun);
  if (to !== null) yield* requireJoined(home, to);
  if (!anyway) yield* refuseMasked(given, to);
  if (dryRun) {
    yield* home.pointer.file.guard('write');
    const former = (yield* readPointer(home.pointer)).active ?? null;
    return { status: 'planned', active: to, former, changed: former !== to };
  }
  const change =
    to === null
      ? yield* clearPointer(home.pointer, options)
      : yield* setPointer(home.pointer, to, options);
  const former = change.status === 'conflict' ? change.active : change.former;
  const changed = change.status === 'changed';
  return { status: 'switched', active: to, former: former ?? null, changed };
}

/**
 * Reads which mission was active before the present one.
 *
 * @param home - in which home
 * @returns its id
 * @throws ERR_NO_ACTIVE_MISSION when there is none; ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE,
 *   ERR_UNUSABLE_DIRECTORY
 * @example
 * const before = yield* previousMission(home);
 */
export function* previousMission(home: Home): Operation<string> {
  requireHome(home);
  const { previous } = yield* readPointer(home.pointer);
  if (previous === undefined) throw new NoPreviousMissionError();
  return previous;
}

/** The pointer is the owner's: it names a mission in which the owner is joined, whoever else is. */
function* requireJoined(home: Home, missionId: string): Operation<void> {
  const address = { missionId: requireMissionId(missionId) };
  if (yield* isJoined(home.store, address)) return;
  throw new NotJoinedError(address, sessionPath(home.path, address));
}

/** A switch that something more specific would hide does nothing that its caller could see. */
function* refuseMasked(evidence: FullEvidence, to: string | null): Operation<void> {
  const alias = aliasOf(evidence);
  const { from } = evidence.who;
  if (alias !== undefined) throw new MaskedError({ by: 'alias', alias, from });
  const mask = yield* maskOfPointer(evidence, to ?? undefined);
  if (mask !== undefined) throw new MaskedError(mask);
}
