import { type ActivePointer, activePointer } from '@missionctl/active-pointer';
import {
  type Issue,
  type SessionState,
  type TimeZone,
  timestampFromMs,
} from '@missionctl/session-model';
import { type CheckContext, type SessionStore, sessionStore } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';
import { capabilityIssues } from './work/capability.ts';

/** Which home, and how it is worked with. */
export interface HomeOptions {
  /** The absolute path of the home. Nothing is created by reading. */
  readonly path: string;
  /** Milliseconds since the epoch, possibly with a fraction; default `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Whose local time a time without an offset is; default: the engine's, of this process. */
  readonly zone?: TimeZone | undefined;
  /** What happens to a file that others could read: `repair` (default) makes its mode 0600. */
  readonly private?: 'check' | 'repair' | undefined;
}

/** A home, as plain data: what every action takes. Nothing is kept open. */
export interface Home {
  /** The absolute path of the home. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Whose local time a time without an offset is; undefined for the engine's. */
  readonly zone: TimeZone | undefined;
  /** The sessions of the home; updates are checked as `focus` and `drive` need it. */
  readonly store: SessionStore;
  /** The same sessions, for looking at where nobody would be shown a warning about a repaired mode. */
  readonly readOnlyStore: SessionStore;
  /** The active mission pointer of the home. */
  readonly pointer: ActivePointer;
}

/**
 * Opens a home for actions. Nothing is touched.
 *
 * @param options - which home
 * @returns what every action takes
 * @throws TypeError when the path is not absolute
 * @example
 * const home = openHome({ path: '/home/me/.spec-kitty' });
 * const sessions = listSync(home);
 */
export function openHome(options: HomeOptions): Home {
  const { path, clock = Date.now, zone, private: privacy } = options;
  const check = (state: SessionState, context: CheckContext): readonly Issue[] => [
    ...checkSession(state, {
      now: timestampFromMs(clock()),
      expectedMissionId: context.missionId,
      dialect: context.dialect,
      zone,
    }).issues,
    ...capabilityIssues(state.role, context.patch),
  ];
  return {
    path,
    clock,
    zone,
    store: sessionStore({ home: path, clock, zone, check, private: privacy }),
    readOnlyStore: sessionStore({ home: path, clock, zone, private: 'check' }),
    pointer: activePointer({ home: path, clock, zone, private: privacy }),
  };
}
