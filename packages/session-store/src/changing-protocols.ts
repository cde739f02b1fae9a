import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import type { SessionAddress } from './address.ts';
import { type CreatedSession, createSession } from './create-session.ts';
import { quarantineSession, removeSession } from './remove-session.ts';
import { type SavedSession, saveSession } from './save-session.ts';
import type { SessionChange } from './session-change.ts';
import { sessionFileAt } from './session-file.ts';
import type { StoreSettings } from './store-settings.ts';
import { type UpdatedSession, updateSession } from './update-session.ts';

/** What a store can change, each under the lock of the session. */
export interface ChangingProtocols {
  /**
   * Writes the first session of an address, durably; `exists` when something is there already,
   * which is left as it is, and durably there. Of several creators at once exactly one gets `created`.
   *
   * @throws ERR_INVALID_ID (also when the mission exists in another case), ERR_INVALID_FIELD,
   *   ERR_FILE_TOO_LARGE, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_ATOMIC_WRITE,
   *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
   */
  create(address: SessionAddress, session: SessionState): Operation<CreatedSession>;

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
   *   ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_INVALID_ID
   */
  update(address: SessionAddress, change: SessionChange): Operation<UpdatedSession>;

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
  ): Operation<SavedSession>;

  /** Removes a session, durably; false when there was none. @throws what `update` throws */
  remove(address: SessionAddress): Operation<boolean>;

  /**
   * Moves a damaged session file aside; its new path, or undefined when there is none that is
   * damaged. Never deletes content.
   *
   * @throws ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE,
   *   ERR_UNUSABLE_DIRECTORY, ERR_INVALID_ID
   */
  quarantine(address: SessionAddress): Operation<string | undefined>;
}

/** The half of a store that changes. */
export function changingProtocols(settings: StoreSettings<unknown>): ChangingProtocols {
  const { home, clock } = settings;
  const at = (address: SessionAddress) => sessionFileAt(settings, address);
  return {
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
  };
}
