import type { Issue, SessionDocument, SessionState } from '@missionctl/session-model';

/** Milliseconds since the epoch, possibly with a fraction: `Date.now` will do. */
export type Clock = () => number;

/** Says whether one may act on a session. `session` is there when no issue is an error. */
export type Check<V> = (
  session: SessionState,
  facts: { readonly missionId: string; readonly dialect: SessionDocument['dialect'] },
) => { readonly issues: readonly Issue[]; readonly session?: V };

export interface StoreSettings<V> {
  /** The absolute path of the home. Nothing is created by reading. */
  readonly home: string;
  readonly clock: Clock;
  /** What `ensureValid` asks; default: every session document is accepted. */
  readonly check?: Check<V>;
  /** How long an operation waits for a session's lock, in milliseconds; default 5000. */
  readonly lockTimeoutMs?: number;
  /** `false`: a file whose mode is too wide is told and left alone; default true: made 0600. */
  readonly tighten?: boolean;
}
