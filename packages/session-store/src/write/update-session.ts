import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  type Issue,
  type SessionDocument,
  type SessionState,
  timestampFromMs,
  withState,
} from '@missionctl/session-model';
import {
  isPresent,
  issuesOf,
  type LockWait,
  requireWait,
  withLockedState,
} from '@missionctl/state-file/operations';
import { NotJoinedError, SessionInvalidError } from '../errors.ts';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import { type SessionStore, timeOf } from '../session-store.ts';
import { clampActivity } from './clamp-activity.ts';
import type { WrittenSession } from './create-session.ts';
import { ownChange, type PatchedFields, patchOf, type SessionChange } from './session-patch.ts';
import { unlessPlaceGone } from './unless-place-gone.ts';

/** What an update did. */
export interface UpdatedSession extends WrittenSession {
  /** The session as it was just before. */
  readonly former: SessionState;
}

/**
 * Changes focus, drive intent or last activity under the session's lock, so that no update of
 * another process is lost. Without `lastActivityAt` the present time is stamped; time never goes
 * back in a file. A writer that takes no lock is noticed until just before the rename, and the
 * change is made again of what it wrote. The store's `check` looks at the session with the change
 * in it before anything is written.
 *
 * @param store - of which home
 * @param address - which session
 * @param change - a patch, or a pure synchronous function that makes one of the session; it may run
 *   more than once
 * @param options - how long to wait for the lock
 * @returns the session as it is now, and as it was just before
 * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_SESSION_CONFLICT,
 *   ERR_INVALID_FIELD, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_INVALID_ID. The session is as it was then, unless `outcome` says otherwise, and but for
 *   ERR_LOCK_LOST, which comes after the change
 * @example
 * const { former } = yield* updateSession(store, 'demo', { focus: 'wp:WP01' });
 */
export function* updateSession(
  store: SessionStore,
  address: Address,
  change: SessionChange,
  options: LockWait = {},
): Operation<UpdatedSession> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  requireWait(options);
  const given = ownChange(change);
  const before = yield* file.guard('write');
  // Asked before the lock is taken, since taking it would create a lock file beside nothing.
  if (!(yield* asSessionErrors(parsed, isPresent(file.path)))) {
    throw new NotJoinedError(parsed, file.path);
  }
  const updating = withLockedState(
    file,
    { ...options, warnings: before },
    function* ({ require, write }): Operation<UpdatedSession> {
      const found = yield* require();
      if (found.status === 'absent') throw new NotJoinedError(parsed, file.path);
      const former = found.value.state;
      const patch = yield* patchOf(given, former);
      const checked = { missionId: parsed.missionId, document: found.value };
      const issues = issuesOfChange(store, { ...checked, patch });
      if (issues.some(({ severity }) => severity === 'error')) {
        const stored = issuesOfChange(store, { ...checked, patch: {} });
        const all = [...stored, ...issues.filter((issue) => !stored.some(isSame(issue)))];
        throw new SessionInvalidError(parsed, file.path, { issues: all, refusedBy: issues });
      }
      const lastActivityAt = timestampFromMs(yield* timeOf(store));
      const next = withState(found.value, { ...former, lastActivityAt, ...patch });
      const clamped = clampActivity(next, former.lastActivityAt);
      const { value, version } = yield* write(clamped.document, found);
      const warnings = [...issues, ...found.warnings, ...clamped.warnings];
      return { session: value.state, version, former, warnings };
    },
  );
  const isGone = (): Operation<never> =>
    effects.invoke(() => {
      throw new NotJoinedError(parsed, file.path);
    });
  return yield* asSessionErrors(parsed, unlessPlaceGone(updating, isGone));
}

/**
 * What the store's check says about the session with the patch in it, its activity not yet stamped.
 */
function issuesOfChange(
  { check }: SessionStore,
  {
    missionId,
    document,
    patch,
  }: {
    readonly missionId: string;
    readonly document: SessionDocument;
    readonly patch: PatchedFields;
  },
): readonly Issue[] {
  const { state, dialect } = document;
  if (check === undefined) return [];
  const asked = (changed: SessionState) => check(changed, { missionId, dialect, patch });
  return issuesOf(asked, { ...state, ...patch });
}

/** Whether two issues say the same about the same field. */
function isSame({ code, field }: Issue): (other: Issue) => boolean {
  return (other) => other.code === code && other.field === field;
}
