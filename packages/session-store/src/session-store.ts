import { effects, type Operation, wrongType } from '@missionctl/atomic-fs/operations';
import {
  type Issue,
  type SessionDocument,
  type SessionPatch,
  type SessionState,
  sessionCodec,
  type TimeZone,
} from '@missionctl/session-model';
import type { Codec } from '@missionctl/state-file';
import {
  absolutePath,
  optionalFunction,
  requireKeeping,
  requireObject,
  timeBy,
} from '@missionctl/state-file/operations';

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
  /** The absolute path of the home, or a file URL. Nothing is created by reading. */
  readonly home: string | URL;
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
export interface SessionStore extends Omit<SessionStoreOptions, 'home'> {
  /** The absolute path of the home. */
  readonly home: string;
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
 * @throws TypeError when the home is not an absolute path, or another option cannot be
 * @example
 * const store = sessionStore({ home: '/home/me/.spec-kitty' });
 * const loaded = loadSessionSync(store, 'demo');
 */
export function sessionStore(options: SessionStoreOptions): SessionStore {
  const { private: privacy = 'repair', clock, check, zone } = requireObject('options', options);
  const home = absolutePath('home', options.home);
  optionalFunction('clock', clock);
  optionalFunction('check', check);
  requireKeeping({ private: privacy, zone });
  return { home, clock, check, zone, private: privacy, codec: sessionCodec(zone) };
}

/** Checks that it is a description of the sessions of a home, and no path. @throws TypeError */
export function requireStore(store: unknown): void {
  const isOne = typeof store === 'object' && store !== null && 'home' in store && 'codec' in store;
  if (isOne) return;
  throw wrongType('store', 'what sessionStore() returns', store);
}

/** The time that a change is stamped with, in milliseconds since the epoch. */
export function* timeOf({ clock }: SessionStore): Operation<number> {
  return clock === undefined ? yield* effects.time() : timeBy(clock);
}
