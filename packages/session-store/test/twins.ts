import type { SessionState } from '@missionctl/session-model';
import {
  createSessionStore,
  type SessionProtocols,
  type SessionStore,
  type StoreSettings,
} from '../src/index.ts';

export type Twin = 'async' | 'sync';

/** Every test of the store's behaviour holds for both. */
export const bothTwins: readonly Twin[] = ['async', 'sync'];

/** The asynchronous half of a store's door, carried out by either twin. */
export type OneTwin<V extends SessionState = SessionState> = Pick<
  SessionStore<V>,
  keyof SessionProtocols<V>
>;

/** A quarter of an hour after the sample session was joined. */
export const laterMs: number = Date.UTC(2026, 1, 15, 13, 31);

export function storeBy<V extends SessionState = SessionState>(
  twin: Twin,
  settings: Partial<StoreSettings<V>> & { readonly home: string },
): OneTwin<V> {
  const store = createSessionStore<V>({ clock: () => laterMs, ...settings });
  if (twin === 'async') return store;
  return new Proxy(store, {
    get: (all, name) => {
      const run: unknown = Reflect.get(all, `${String(name)}Sync`);
      return typeof run === 'function'
        ? async (...args: unknown[]) => Reflect.apply(run, all, args)
        : undefined;
    },
  });
}
