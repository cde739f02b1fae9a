import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Grant } from '@missionctl/issuer';
import { type Issue, type SessionState, sessionPath } from '@missionctl/session-model';
import {
  type JoinedSession,
  type LockWait,
  type SessionAddress,
  SessionDamagedError,
} from '@missionctl/session-store';
import {
  createSession,
  loadSession,
  quarantineSession,
  saveSession,
} from '@missionctl/session-store/operations';
import { ChangedByOthersError, JoinIncompleteError } from '../errors.ts';
import type { Home } from '../home.ts';
import { changedPath } from '../stored-now.ts';
import { newSession, reconcile } from './reconcile.ts';

/** How a grant is stored. */
export interface GrantOptions {
  /** Another identity, or a damaged session, takes the place of the stored one. */
  readonly replace: boolean;
  /** Whether a damaged session was found: only then is one moved aside. */
  readonly isDamaged: boolean;
  /** Whether the session token is stored. */
  readonly keepToken: boolean;
  /** How long to wait for the session's lock. */
  readonly wait: LockWait;
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
 *
 * @throws ERR_JOIN_INCOMPLETE when it failed and something was stored; ERR_LOCK_LOST, after which it
 *   is stored; other errors changed nothing
 */
export function* storeGrant(
  home: Home,
  address: SessionAddress,
  grant: Grant,
  options: GrantOptions,
): Operation<StoredGrant> {
  let quarantined: string | undefined;
  try {
    const { replace, isDamaged, wait } = options;
    if (replace && isDamaged) quarantined = yield* quarantineSession(home.store, address, wait);
    return { ...(yield* storeSession(home, address, grant, options)), quarantined };
  } catch (error) {
    throw incomplete(home, address, { quarantined, error });
  }
}

/** The error itself when nothing was changed before it. */
function incomplete(
  home: Home,
  address: SessionAddress,
  { quarantined, error }: { readonly quarantined: string | undefined; readonly error: unknown },
): unknown {
  const path = sessionPath(home.path, address);
  const changed = changedPath(error);
  const aside = quarantined ?? (changed?.startsWith(`${path}.`) === true ? changed : undefined);
  if (changed !== path && aside === undefined) return error;
  const session = changed === path ? 'written' : 'moved-aside';
  const storedNow = { session, pointer: 'unchanged', quarantined: aside } as const;
  return new JoinIncompleteError(address, storedNow, error);
}

function* storeSession(
  home: Home,
  address: SessionAddress,
  grant: Grant,
  options: GrantOptions,
): Operation<Omit<StoredGrant, 'quarantined'>> {
  const { store } = home;
  const { wait } = options;
  const fresh = newSession(address, grant, options);
  for (let left = attempts; left > 0; left -= 1) {
    const created = yield* createSession(store, address, fresh, wait);
    if (created.status === 'created') {
      const { session, warnings } = created;
      return { session, former: undefined, changed: true, warnings };
    }
    const joined = yield* storedSession(home, address);
    if (joined === undefined) continue;
    const { session: former, version: expecting, warnings } = joined;
    const wanted = reconcile(home, address, joined, { fresh, replace: options.replace });
    if (wanted === former) {
      return { session: former, former, changed: false, warnings };
    }
    const saved = yield* saveSession(store, address, wanted, { ...wait, expecting });
    if (saved.status === 'saved') {
      const { session } = saved;
      return { session, former, changed: true, warnings: saved.warnings };
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
