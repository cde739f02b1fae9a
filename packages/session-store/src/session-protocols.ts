import type { Protocol } from '@missionctl/atomic-fs/protocols';
import type { SessionState } from '@missionctl/session-model';
import { missionsDirectory, type SessionAddress, sessionPath } from './address.ts';
import { type CreatedSession, createSession } from './create-session.ts';
import { ensureValidSession, type ValidatedSession } from './ensure-valid.ts';
import { type ListedSession, listSessions } from './list-sessions.ts';
import { type JoinedSession, type LoadedSession, readSession, told } from './read-session.ts';
import { quarantineSession, removeSession } from './remove-session.ts';
import { type SavedSession, saveSession } from './save-session.ts';
import type { SessionChange } from './session-change.ts';
import { isThere, requireRecord, sessionFileAt } from './session-file.ts';
import { otherSpelling } from './spelling.ts';
import type { Check, StoreSettings } from './store-settings.ts';
import { type UpdatedSession, updateSession } from './update-session.ts';

/**
 * What a store can do, each operation once, as a protocol. `createSessionStore` runs them on
 * Node; a test can run them on the simulator of `@missionctl/atomic-fs/testing`.
 */
export interface SessionProtocols<V extends SessionState> {
  /**
   * What is at an address: a session, nothing, or something that is no session. Creates nothing;
   * tightens a mode that is too wide, and says so in `warnings`.
   *
   * @throws ERR_INVALID_ID, ERR_UNSAFE_FILE; ERR_FILE_READ when descriptors or memory ran out,
   *   which tells nothing of the session
   */
  load(address: SessionAddress): Protocol<LoadedSession>;

  /** The session. @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, and what `load` throws */
  ensureJoined(address: SessionAddress): Protocol<JoinedSession>;

  /**
   * The session, when the injected check finds no error in it; its warnings are added.
   *
   * @throws ERR_SESSION_INVALID with every issue, and what `ensureJoined` throws
   */
  ensureValid(address: SessionAddress): Protocol<ValidatedSession<V>>;

  /**
   * Writes the first session of an address, durably; `exists` when something is there already,
   * which is left as it is, and durably there. Of several creators at once exactly one gets `created`.
   *
   * @throws ERR_INVALID_ID (also when the mission exists in another case), ERR_INVALID_FIELD,
   *   ERR_FILE_TOO_LARGE, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
   *   ERR_LOCK_UNAVAILABLE
   */
  create(address: SessionAddress, session: SessionState): Protocol<CreatedSession>;

  /**
   * Changes focus, drive intent or last activity under the session's lock, so that no update of
   * another process is lost. Without `lastActivityAt` the clock's time is stamped; time never
   * goes back in a file. A writer that takes no lock is noticed until just before the rename, and
   * the change is made again of what it wrote. A failure leaves the session as it was, or says
   * otherwise in `outcome`.
   *
   * @param change - a patch, or a pure synchronous function that makes one of the session
   * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_SESSION_CONFLICT, ERR_INVALID_FIELD,
   *   ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE, ERR_LOCK_TIMEOUT,
   *   ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE, ERR_INVALID_ID
   */
  update(address: SessionAddress, change: SessionChange): Protocol<UpdatedSession>;

  /**
   * Writes a whole session if the file still has the expected version; else `conflict`, and
   * nothing is changed. The file keeps its dialect and its unknown keys.
   *
   * @throws what `update` throws, but ERR_NOT_JOINED: that is a conflict
   */
  save(
    address: SessionAddress,
    session: SessionState,
    options: { readonly expecting: string },
  ): Protocol<SavedSession>;

  /** Removes a session, durably; false when there was none. @throws what `update` throws */
  remove(address: SessionAddress): Protocol<boolean>;

  /**
   * Moves a damaged session file aside; its new path, or undefined when there is none that is
   * damaged. Never deletes content.
   *
   * @throws ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_INVALID_ID
   */
  quarantine(address: SessionAddress): Protocol<string | undefined>;

  /**
   * Every session of the home, or of one mission, by mission and alias; damaged and unsafe ones
   * among them.
   *
   * @throws ERR_FILE_READ when the missions cannot be listed, ERR_UNSAFE_FILE of the home
   */
  list(missionId?: string): Protocol<readonly ListedSession[]>;

  /**
   * Whether something is at an address, a session or not.
   *
   * @throws ERR_INVALID_ID, ERR_SESSION_DAMAGED when that cannot be found out
   */
  isJoined(address: SessionAddress): Protocol<boolean>;

  /** A mission directory's name that differs from this id by case only. @throws ERR_INVALID_ID */
  otherSpelling(missionId: string): Protocol<string | undefined>;
}

/** The operations of one home. @throws TypeError when the home is not an absolute path */
export function sessionProtocols<V extends SessionState = SessionState>(
  settings: StoreSettings<V>,
): SessionProtocols<V> {
  const { home, clock } = settings;
  const missions = missionsDirectory(home);
  const at = (address: SessionAddress) => sessionFileAt(settings, address);
  return {
    *load(address) {
      return told(yield* readSession(yield* at(address)));
    },
    *ensureJoined(address) {
      return told(yield* requireRecord(yield* at(address)));
    },
    *ensureValid(address) {
      return yield* ensureValidSession(yield* at(address), settings.check ?? acceptEvery<V>);
    },
    *create(address, session) {
      return yield* createSession(home, yield* at(address), session);
    },
    *update(address, change) {
      return yield* updateSession(yield* at(address), change, clock);
    },
    *save(address, session, { expecting }) {
      return yield* saveSession(yield* at(address), session, expecting);
    },
    *remove(address) {
      return yield* removeSession(yield* at(address));
    },
    *quarantine(address) {
      return yield* quarantineSession(yield* at(address), clock);
    },
    list: (missionId) => listSessions(settings, missionId),
    *isJoined(address) {
      return yield* isThere({ address, path: sessionPath(home, address) });
    },
    otherSpelling: (missionId) => otherSpelling(missions, missionId),
  };
}

/** Without a check there is no narrower type to be had: V is then what it defaults to. */
function acceptEvery<V extends SessionState>(session: SessionState): ReturnType<Check<V>> {
  return { issues: [], session: session as V };
}
