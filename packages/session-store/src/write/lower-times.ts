import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  isFarAhead,
  parseParticipantId,
  type SessionState,
  timeOfUlid,
  timestampFromMs,
  withState,
} from '@missionctl/session-model';
import {
  isPresent,
  type LockWait,
  requireWait,
  withLockedState,
} from '@missionctl/state-file/operations';
import { NotJoinedError } from '../errors.ts';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import { type SessionStore, timeOf } from '../session-store.ts';
import { clampActivity } from './clamp-activity.ts';
import type { UpdatedSession } from './update-session.ts';

/**
 * Lowers the times of a session that lie more than a day ahead; all else stays. It is the one write
 * that makes `lastActivityAt` earlier: no other can, so that such a session would keep it for ever.
 * The last activity becomes the present time. The time of joining becomes the time in the participant
 * id, since an authority mints that when it lets the participant in; or the present time, where the
 * id names a later one.
 *
 * @param store - of which home; its `check` is not asked
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns the session as it is now, and as it was just before; undefined when no time lies that far
 *   ahead, and nothing was written
 * @throws what `updateSession` throws: ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_ATOMIC_WRITE and the
 *   others
 * @example
 * const lowered = yield* lowerTimes(store, 'demo');
 */
export function* lowerTimes(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): Operation<UpdatedSession | undefined> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  requireWait(options);
  const before = yield* file.guard('write');
  if (!(yield* asSessionErrors(parsed, isPresent(file.path)))) {
    throw new NotJoinedError(parsed, file.path);
  }
  const lowering = withLockedState(
    file,
    { ...options, warnings: before },
    function* ({ require, write }): Operation<UpdatedSession | undefined> {
      const found = yield* require();
      if (found.status === 'absent') throw new NotJoinedError(parsed, file.path);
      const former = found.value.state;
      const lowered = lower(former, yield* timeOf(store));
      if (lowered === former) return undefined;
      const clamped = clampActivity(withState(found.value, lowered), lowered.joinedAt);
      const { value, version } = yield* write(clamped.document, found);
      const warnings = [...found.warnings, ...clamped.warnings];
      return { session: value.state, version, former, warnings };
    },
  );
  return yield* asSessionErrors(parsed, lowering);
}

/** The same state when no time of it lies far ahead. */
function lower(state: SessionState, nowMs: number): SessionState {
  const { joinedAt, lastActivityAt } = state;
  const now = timestampFromMs(nowMs);
  if (isFarAhead(joinedAt, nowMs)) {
    // Nobody was active before joining, so the two move together.
    return { ...state, joinedAt: timestampFromMs(mintedMs(state, nowMs)), lastActivityAt: now };
  }
  return isFarAhead(lastActivityAt, nowMs) ? { ...state, lastActivityAt: now } : state;
}

function mintedMs({ participantId }: SessionState, nowMs: number): number {
  const id = parseParticipantId(participantId);
  return id.ok ? Math.min(timeOfUlid(id.value), nowMs) : nowMs;
}
