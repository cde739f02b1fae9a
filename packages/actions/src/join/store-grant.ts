import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Grant } from '@missionctl/issuer';
import type { Issue, SessionState } from '@missionctl/session-model';
import {
  type JoinedSession,
  type SessionAddress,
  SessionDamagedError,
} from '@missionctl/session-store';
import {
  createSession,
  loadSession,
  quarantineSession,
  saveSession,
} from '@missionctl/session-store/operations';
import { ChangedByOthersError } from '../errors.ts';
import type { Home } from '../home.ts';
import { newSession, reconcile } from './reconcile.ts';

/** How a grant is stored. */
export interface GrantOptions {
  /** Another identity, or a damaged session, takes the place of the stored one. */
  readonly replace: boolean;
  /** Whether the session token is stored. */
  readonly keepToken: boolean;
}

/** What became of a grant. */
export interface StoredGrant {
  /** The session as it is stored now. */
  readonly session: SessionState;
  /** The session that was there before; undefined when none was. */
  readonly former: SessionState | undefined;
  /** Whether anything was written. */
  readonly changed: boolean;
  /** Where the damaged session is kept that was in the way. */
  readonly quarantined: string | undefined;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

const attempts = 5;

/**
 * Stores what an authority granted. The same identity again changes nothing but the role; another
 * one is a conflict, unless it is to replace the stored one.
 */
export function* storeGrant(
  home: Home,
  address: SessionAddress,
  grant: Grant,
  options: GrantOptions,
): Operation<StoredGrant> {
  const { store } = home;
  const quarantined = options.replace ? yield* quarantineSession(store, address) : undefined;
  const fresh = newSession(address, grant, options);
  for (let left = attempts; left > 0; left -= 1) {
    const created = yield* createSession(store, address, fresh);
    if (created.status === 'created') {
      const { session, warnings } = created;
      return { session, former: undefined, changed: true, quarantined, warnings };
    }
    const joined = yield* storedSession(home, address);
    if (joined === undefined) continue;
    const { session: former, version: expecting, warnings } = joined;
    const wanted = reconcile(home, address, joined, { fresh, replace: options.replace });
    if (wanted === former) {
      return { session: former, former, changed: false, quarantined, warnings };
    }
    const saved = yield* saveSession(store, address, wanted, { expecting });
    if (saved.status === 'saved') {
      const { session } = saved;
      return { session, former, changed: true, quarantined, warnings: saved.warnings };
    }
  }
  throw new ChangedByOthersError('the session was changed by others each time');
}

/** The session that another has created; undefined when it was removed again since. */
function* storedSession(
  { store }: Home,
  address: SessionAddress,
): Operation<JoinedSession | undefined> {
  const loaded = yield* loadSession(store, address);
  if (loaded.status === 'damaged') throw new SessionDamagedError(address, loaded);
  return loaded.status === 'joined' ? loaded : undefined;
}
