import { type Twins, twins } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import type { SessionAddress } from './address.ts';
import type { ListedSession } from './list-sessions.ts';
import { type SessionProtocols, sessionProtocols } from './session-protocols.ts';
import type { StoreSettings } from './store-settings.ts';
import { type WatchedSession, watchList, watchSession } from './watch-sessions.ts';
import type { WatchOptions } from './watch-state.ts';

/** Each operation of `SessionProtocols` twice: `load` for servers, `loadSync` for short runs. */
export interface SessionStore<V extends SessionState = SessionState>
  extends Twins<SessionProtocols<V>> {
  /**
   * What is at an address now, then each other state once it is whole: that of `load`, or unsafe.
   * Writes in between are left out when the reader is slow. It goes on when the file or a directory
   * above it is deleted and created again, and ends only by `break` or by the signal, with whose
   * reason it rejects. Nothing is held from then on.
   *
   * @throws ERR_INVALID_ID
   */
  watch(
    address: SessionAddress,
    options?: WatchOptions,
  ): AsyncGenerator<WatchedSession, void, undefined>;

  /**
   * The same for every session of the home, or of one mission: the whole list each time. It looks
   * into each mission's directory, of which the kernel may not watch as many as there are
   * (inotify(7), max_user_watches): then it looks once a second at most.
   *
   * @throws ERR_INVALID_ID, and what `list` throws
   */
  watch(
    missionId?: string,
    options?: WatchOptions,
  ): AsyncGenerator<readonly ListedSession[], void, undefined>;
}

/**
 * The sessions of one home: one private file per mission and participant.
 *
 * @example
 * const store = createSessionStore({ home: '/home/me/.spec-kitty', clock: Date.now });
 * const loaded = store.loadSync({ missionId: 'demo' });
 * @throws TypeError when the home is not an absolute path
 */
export function createSessionStore<V extends SessionState = SessionState>(
  settings: StoreSettings<V>,
): SessionStore<V> {
  function watch(address: SessionAddress, options?: WatchOptions): AsyncGenerator<WatchedSession>;
  function watch(
    missionId?: string,
    options?: WatchOptions,
  ): AsyncGenerator<readonly ListedSession[]>;
  function watch(what?: SessionAddress | string, options: WatchOptions = {}) {
    return typeof what === 'object'
      ? watchSession(settings, what, options)
      : watchList(settings, what, options);
  }
  return { ...twins(sessionProtocols(settings)), watch };
}
