import { ensureDirectory, type Operation, underLockOf } from '@missionctl/atomic-fs/operations';
import { claimsDirectory, type Issue, rosterLockPath } from '@missionctl/session-model';
import {
  isPresent,
  type LockedState,
  type LockWait,
  lockedState,
  readState,
  requireWait,
  type WritableState,
} from '@missionctl/state-file/operations';
import type { Claim } from '../claim/claim.ts';
import { checkTo, claimFile, type HomeRoster } from './home-roster.ts';

/** The record of a claim, or that there is none: what may be written over. */
export type FoundClaim = WritableState<Claim>;

/** The claims of a mission while the roster's lock is held. */
export type LockedClaims = (focus: string) => LockedState<Claim>;

/**
 * Runs `body` under the roster's lock: whoever decides about a claim reads, decides and writes in it. A
 * session's lock may be taken inside; never the other way around.
 *
 * @param roster - the roster; its directories are made where they are missing
 * @param focus - of which claim the pending files of dead writers are removed
 * @param options - how long to wait for the lock
 * @param body - gets what reads and writes each claim
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST; ERR_ATOMIC_WRITE when a directory or
 *   the lock file cannot be made; ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY; and what the body throws
 * @example
 * yield* withClaims(roster, 'wp:WP01', {}, function* (claimOf) {
 *   const { require, write } = claimOf('wp:WP01');
 *   const found = yield* require();
 *   if (found.value !== undefined) yield* write(releaseClaim(found.value, me), found);
 * });
 */
export function* withClaims<T>(
  roster: HomeRoster,
  focus: string,
  options: LockWait,
  body: (claimOf: LockedClaims) => Operation<T>,
): Operation<T> {
  requireWait(options);
  const { home, missionId } = roster;
  const directory = claimsDirectory(home, missionId);
  let warnings: readonly Issue[] = yield* checkTo(roster, directory, 'write');
  if (!(yield* isPresent(directory))) {
    yield* ensureDirectory(directory);
    warnings = yield* checkTo(roster, directory, 'write');
  }
  const claim = claimFile(roster, focus);
  const lockPath = rosterLockPath(home, missionId);
  const lock = { lockPath, timeoutMs: options.timeoutMs ?? 5000 };
  return yield* underLockOf(claim.path, lock, () =>
    body((of) => lockedState(claimFile(roster, of), { warnings })),
  );
}

/**
 * Finds out whether the record of a claim names a participant as its holder. Takes no lock, and creates
 * nothing.
 *
 * @param roster - the roster
 * @param focus - what is driven, such as `wp:WP01`
 * @param participantId - whose it is to be
 * @returns false also for a record that is damaged, which names nobody
 * @throws ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * if (!(yield* isClaimRecorded(roster, 'wp:WP01', me))) return;
 */
export function* isClaimRecorded(
  roster: HomeRoster,
  focus: string,
  participantId: string,
): Operation<boolean> {
  const found = yield* readState(claimFile(roster, focus));
  return found.status === 'present' && found.value.holder === participantId;
}
