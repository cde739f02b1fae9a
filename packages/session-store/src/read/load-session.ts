import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue, SessionDocument, SessionState } from '@missionctl/session-model';
import type { ReadState } from '@missionctl/state-file';
import { isPresent, readState } from '@missionctl/state-file/operations';
import { NotJoinedError, SessionDamagedError, type SessionFault } from '../errors.ts';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import type { SessionStore } from '../session-store.ts';

/** What is at a session's path. */
export type LoadedSession = JoinedSession | AbsentSession | DamagedSession;

/** A session is there. Whether one may act on it is for validation to say. */
export interface JoinedSession {
  /** Distinguishes it from the other results of loading. */
  readonly status: 'joined';
  /** What it says. */
  readonly session: SessionState;
  /** Opaque; equal for equal content. What `saveSession` expects. */
  readonly version: string;
  /** How the file writes its times; `mixed` when a Python CLI updated a file of ours. */
  readonly dialect: SessionDocument['dialect'];
  /** What to know about the file and its directories although it could be read. */
  readonly warnings: readonly Issue[];
}

/** Nothing is there. */
export interface AbsentSession {
  /** Distinguishes it from the other results of loading. */
  readonly status: 'absent';
}

/** Something is there, and it is not a session. */
export interface DamagedSession {
  /** Distinguishes it from the other results of loading. */
  readonly status: 'damaged';
  /** In which of three ways. */
  readonly fault: SessionFault;
  /** The path of the file. */
  readonly path: string;
  /** Every reason; no message contains a value of the file. */
  readonly issues: readonly Issue[];
}

/**
 * Loads what is at an address: a session, nothing, or something that is no session. Creates
 * nothing; a mode that is too wide is repaired, with a warning.
 *
 * @param store - of which home
 * @param address - which session
 * @returns `joined`, `absent` or `damaged`
 * @throws ERR_INVALID_ID, ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY when one on the way is no
 *   directory, or is closed to its owner; ERR_FILE_READ when descriptors or memory ran out, which
 *   says nothing about the session
 * @example
 * const loaded = yield* loadSession(store, 'demo');
 */
export function* loadSession(store: SessionStore, address: Address): Operation<LoadedSession> {
  return loadedFrom(yield* readState(sessionFile(store, parseAddress(address))));
}

/**
 * Loads the session, and throws where there is none.
 *
 * @param store - of which home
 * @param address - which session
 * @returns the session
 * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, and what `loadSession` throws
 * @example
 * const { session } = yield* ensureJoined(store, 'demo');
 */
export function* ensureJoined(store: SessionStore, address: Address): Operation<JoinedSession> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  const loaded = loadedFrom(yield* readState(file));
  if (loaded.status === 'joined') return loaded;
  if (loaded.status === 'absent') throw new NotJoinedError(parsed, file.path);
  throw new SessionDamagedError(parsed, loaded);
}

/**
 * Finds out whether something is at an address, a session or not. Looks at the name only, in
 * directories that only this user and root can change.
 *
 * @param store - of which home
 * @param address - which session
 * @returns false only when nothing is there
 * @throws ERR_INVALID_ID; ERR_SESSION_DAMAGED when that cannot be found out; ERR_UNSAFE_FILE and
 *   ERR_UNUSABLE_DIRECTORY of a directory on the way
 * @example
 * if (yield* isJoined(store, 'demo')) return;
 */
export function* isJoined(store: SessionStore, address: Address): Operation<boolean> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  yield* file.guard('read');
  return yield* asSessionErrors(parsed, isPresent(file.path));
}

/** A document that was read, as a session. */
export function loadedFrom(state: ReadState<SessionDocument>): LoadedSession {
  if (state.status === 'damaged') return state;
  if (state.status === 'absent') return { status: 'absent' };
  const { value, warnings } = state;
  return {
    status: 'joined',
    session: value.state,
    get version() {
      return state.version;
    },
    dialect: value.dialect,
    warnings,
  };
}
