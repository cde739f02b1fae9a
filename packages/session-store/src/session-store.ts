import { type Twins, twins } from '@missionctl/atomic-fs/protocols';
import type { SessionState } from '@missionctl/session-model';
import { type SessionProtocols, sessionProtocols } from './session-protocols.ts';
import type { StoreSettings } from './store-settings.ts';

/** Each operation of `SessionProtocols` twice: `load` for servers, `loadSync` for short runs. */
export type SessionStore<V extends SessionState = SessionState> = Twins<SessionProtocols<V>>;

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
  return twins(sessionProtocols(settings));
}
