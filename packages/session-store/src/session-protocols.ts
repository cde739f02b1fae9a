import type { SessionState } from '@missionctl/session-model';
import { type ChangingProtocols, changingProtocols } from './changing-protocols.ts';
import { type ReadingProtocols, readingProtocols } from './reading-protocols.ts';
import type { StoreSettings } from './store-settings.ts';

/**
 * What a store can do, each operation once, as an operation. `createSessionStore` runs them on
 * Node; a test can run them on the simulator of `@missionctl/atomic-fs/testing`.
 */
export interface SessionProtocols<V extends SessionState>
  extends ReadingProtocols<V>,
    ChangingProtocols {}

/** The operations of one home. @throws TypeError when the home is not an absolute path */
export function sessionProtocols<V extends SessionState = SessionState>(
  settings: StoreSettings<V>,
): SessionProtocols<V> {
  return { ...readingProtocols(settings), ...changingProtocols(settings) };
}
