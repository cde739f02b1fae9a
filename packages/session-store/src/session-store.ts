import { isAbsolute } from 'node:path';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  type Issue,
  type SessionDocument,
  type SessionPatch,
  type SessionState,
  sessionCodec,
  type TimeZone,
} from '@missionctl/session-model';
import type { Codec } from '@missionctl/state-file';

/** What a check may look at besides the session. */
export interface CheckContext {
  /** The mission in whose directory the session is. */
  readonly missionId: string;
  /** How the file writes its times. */
  readonly dialect: SessionDocument['dialect'];
  /** What the update changes. */
  readonly patch: SessionPatch;
}

/** Which home, and how its sessions are kept. */
export interface SessionStoreOptions {
  /** The absolute path of the home. Nothing is created by reading. */
  readonly home: string;
  /** Milliseconds since the epoch, possibly with a fraction; default: the machine's clock. */
  readonly clock?: (() => number) | undefined;
  /**
   * Looks at a session as an update would leave it, under its lock; an issue of severity `error`
   * refuses the update. Default: every session is accepted.
   */
  readonly check?: ((state: SessionState, context: CheckContext) => readonly Issue[]) | undefined;
  /** Whose local time a time without an offset is; default: the engine's, of this process. */
  readonly zone?: TimeZone | undefined;
  /** What happens to a session that others could read: `repair` (default) makes its mode 0600. */
  readonly private?: 'check' | 'repair' | undefined;
}

/** The sessions of one home, as plain data: what the functions of this package take. */
export interface SessionStore extends SessionStoreOptions {
  /** What happens to a session that others could read. */
  readonly private: 'check' | 'repair';
  /** How its files are read and written. */
  readonly codec: Codec<SessionDocument>;
}

/**
 * Describes the sessions of one home: one private file for each mission and participant. Nothing is
 * touched, and nothing is kept open.
 *
 * @param options - which home
 * @returns what `loadSession`, `updateSession` and the others take
 * @throws TypeError when the home is not an absolute path
 * @example
 * const store = sessionStore({ home: '/home/me/.spec-kitty' });
 * const loaded = loadSessionSync(store, 'demo');
 */
export function sessionStore(options: SessionStoreOptions): SessionStore {
  const { home, private: privacy = 'repair' } = options;
  if (!isAbsolute(home)) throw new TypeError(`home must be an absolute path: '${home}'`);
  return { ...options, private: privacy, codec: sessionCodec(options.zone) };
}

/** The time that a change is stamped with, in milliseconds since the epoch. */
export function* timeOf({ clock }: SessionStore): Operation<number> {
  return clock === undefined ? yield* effects.time() : clock();
}
