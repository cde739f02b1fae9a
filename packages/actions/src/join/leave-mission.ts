import type { ForgottenMission, MissionSource } from '@missionctl/active-pointer';
import { forgetMission, readPointer } from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Issue, sessionPath } from '@missionctl/session-model';
import type { LoadedSession, LockWait, SessionAddress } from '@missionctl/session-store';
import {
  loadSession,
  quarantineSession,
  removeSession,
  requireObject,
  requireWait,
  sessionFile,
} from '@missionctl/session-store/operations';
import { LeaveIncompleteError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import { type Home, requireHome } from '../home.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { withdraw } from '../roster/withdraw.ts';
import { changedPath, type StoredNow } from '../stored-now.ts';
import type { ActiveMove } from './active-move.ts';

/** What is to be left: what a person is asked about. Nothing was changed. */
export interface PreparedLeave {
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** What is there. A damaged session would be moved aside, any other removed. */
  readonly found: LoadedSession;
  /** How the active mission would be moved; undefined when it would not, or cannot be read. */
  readonly moves: ActiveMove | undefined;
  /** What to know about the files although they could be read. */
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
  /** How the active mission was moved; undefined when it was not. */
  readonly moved: ActiveMove | undefined;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/**
 * Decides which session would be left, so that a person can be asked. Nothing is changed.
 *
 * @param home - in which home
 * @param evidence - which mission, and who leaves
 * @returns which session, and what is there
 * @throws ERR_NOT_JOINED, ERR_NO_ACTIVE_MISSION, ERR_POINTER_DANGLING, ERR_UNSAFE_FILE and what
 *   else `resolve` throws
 * @example
 * const { found } = yield* prepareLeave(home, evidence);
 */
export function* prepareLeave(home: Home, evidence: Evidence): Operation<PreparedLeave> {
  const { address, resolvedFrom } = yield* resolveSession(home, evidence);
  // Before a person is asked for nothing.
  yield* sessionFile(home.store, address).guard('write');
  const found = yield* loadSession(home.store, address);
  const warnings = found.status === 'joined' ? found.warnings : [];
  return { address, resolvedFrom, found, moves: yield* plannedMove(home, address), warnings };
}

function* plannedMove(
  home: Home,
  { missionId, alias }: SessionAddress,
): Operation<ActiveMove | undefined> {
  if (alias !== undefined) return undefined;
  // What is wrong with the pointer is said when it is to be changed.
  const { value } = yield* ignoringDamagedPointer(readPointer(home.pointer));
  if (value?.active !== missionId) return undefined;
  return { from: missionId, to: undefined, previous: value.previous };
}

/**
 * Leaves what was prepared. First the pointer: a crash in between leaves a session that is not
 * active, and never a pointer to a mission that is not joined. A damaged session is moved aside,
 * any other removed; other participants' sessions stay.
 *
 * @param home - in which home
 * @param prepared - what `prepareLeave` gave
 * @param options - how long to wait for each lock
 * @returns what was left
 * @throws ERR_LEAVE_INCOMPLETE when something was changed; where nothing was, what a write throws
 *   (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * const left = yield* completeLeave(home, yield* prepareLeave(home, evidence));
 */
export function* completeLeave(
  home: Home,
  prepared: PreparedLeave,
  options: LockWait = {},
): Operation<LeaveOutcome> {
  requireHome(home);
  requireWait(options);
  const { address, resolvedFrom, found, warnings } = requireObject('prepared', prepared);
  const forgot = yield* forget(home, address, options);
  const quarantined = yield* takeAway(home, address, {
    isDamaged: found.status === 'damaged',
    forgot: forgot.value?.status === 'changed',
    wait: options,
  });
  const withdrawn =
    found.status === 'joined' ? yield* withdraw(home, address, found.session, options) : [];
  return {
    status: 'left',
    address,
    resolvedFrom,
    participantId: found.status === 'joined' ? found.session.participantId : undefined,
    quarantined,
    moved: moveOf(forgot.value, address.missionId),
    warnings: [...warnings, ...forgot.warnings, ...withdrawn],
  };
}

function moveOf(forgot: ForgottenMission | undefined, from: string): ActiveMove | undefined {
  if (forgot?.wasActive !== true) return undefined;
  return { from, to: undefined, previous: forgot.previous };
}

/** The pointer is the owner's: who else leaves is not in it. */
function* forget(
  home: Home,
  address: SessionAddress,
  wait: LockWait,
): Operation<{ readonly value?: ForgottenMission; readonly warnings: readonly Issue[] }> {
  if (address.alias !== undefined) return { warnings: [] };
  try {
    return yield* ignoringDamagedPointer(forgetMission(home.pointer, address.missionId, wait));
  } catch (error) {
    if (changedPath(error) !== home.pointer.file.path) throw error;
    const storedNow = { session: 'unchanged', pointer: 'cleared', quarantined: undefined } as const;
    throw new LeaveIncompleteError(address, storedNow, error);
  }
}

function* takeAway(
  home: Home,
  address: SessionAddress,
  {
    isDamaged,
    forgot,
    wait,
  }: { readonly isDamaged: boolean; readonly forgot: boolean; readonly wait: LockWait },
): Operation<string | undefined> {
  const { store } = home;
  try {
    const quarantined = isDamaged ? yield* quarantineSession(store, address, wait) : undefined;
    if (quarantined === undefined) yield* removeSession(store, address, wait);
    return quarantined;
  } catch (error) {
    // It came after the removal, of which LeaveIncompleteError would say that it was not made.
    if (errnoOf(error) === 'ERR_LOCK_LOST') throw error;
    const changed = changedPath(error);
    const path = sessionPath(home.path, address);
    if (!forgot && changed === undefined) throw error;
    const pointer = forgot ? 'cleared' : 'unchanged';
    throw new LeaveIncompleteError(address, { ...sessionAfter(path, changed), pointer }, error);
  }
}

/** What became of a session, by the path that a failure has changed all the same. */
function sessionAfter(
  path: string,
  changed: string | undefined,
): Pick<StoredNow, 'session' | 'quarantined'> {
  if (changed === undefined) return { session: 'unchanged', quarantined: undefined };
  if (changed === path) return { session: 'removed', quarantined: undefined };
  return { session: 'moved-aside', quarantined: changed };
}
