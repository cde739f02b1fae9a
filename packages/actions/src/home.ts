import { type ActivePointer, activePointer } from '@missionctl/active-pointer';
import { wrongType } from '@missionctl/atomic-fs/operations';
import type { ParticipantIssuer } from '@missionctl/issuer';
import type { ProcessReader } from '@missionctl/roster';
import {
  type Issue,
  type SessionState,
  type TimeZone,
  timestampFromMs,
} from '@missionctl/session-model';
import { type CheckContext, type SessionStore, sessionStore } from '@missionctl/session-store';
import {
  absolutePath,
  optionalFunction,
  requireFunction,
  requireObject,
} from '@missionctl/session-store/operations';
import { checkSession } from '@missionctl/validation';
import type { HomeEngine } from './engine/engine-source.ts';
import { capabilityIssues } from './work/capability.ts';

/** Which home, and how it is worked with. */
export interface HomeOptions {
  /** The absolute path of the home, or a file URL. Nothing is created by reading. */
  readonly path: string | URL;
  /** Milliseconds since the epoch, possibly with a fraction; default `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** At least 0 and less than 1, for the ids of this machine's own issuer; default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** The authority that `join` asks; default: this machine's own, with the home's ledger. */
  readonly issuer?: ParticipantIssuer | undefined;
  /** Whose local time a time without an offset is; default: the engine's, of this process. */
  readonly zone?: TimeZone | undefined;
  /** What happens to a file that others could read: `repair` (default) makes its mode 0600. */
  readonly private?: 'check' | 'repair' | undefined;
  /** What is asked about processes, to prove who is alive; default: the operating system. */
  readonly processes?: ProcessReader | undefined;
}

/** A home, as plain data: what every action takes. Nothing is kept open. */
export interface Home {
  /** The absolute path of the home. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The random source of this machine's own issuer; undefined for `Math.random`. */
  readonly random: (() => number) | undefined;
  /** The authority that is asked; undefined for this machine's own. */
  readonly issuer: ParticipantIssuer | undefined;
  /** Whose local time a time without an offset is; undefined for the engine's. */
  readonly zone: TimeZone | undefined;
  /** What is asked about processes; undefined for the operating system. */
  readonly processes: ProcessReader | undefined;
  /** What opens the engines of its missions; undefined but for `withEngine`: no mission is shared with another home. */
  readonly engine: HomeEngine | undefined;
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
 * @throws TypeError when the path is not absolute, or another option cannot be
 * @example
 * const home = openHome({ path: '/home/me/.spec-kitty' });
 * const sessions = listSync(home);
 */
export function openHome(options: HomeOptions): Home {
  const {
    clock = Date.now,
    random,
    issuer,
    zone,
    private: privacy,
    processes,
  } = requireObject('options', options);
  const path = absolutePath('path', options.path);
  optionalFunction('random', random);
  if (issuer !== undefined) requireFunction('join of issuer', requireObject('issuer', issuer).join);
  requireProcesses(processes);
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
    random,
    issuer,
    zone,
    processes,
    engine: undefined,
    store: sessionStore({ home: path, clock, zone, check, private: privacy }),
    readOnlyStore: sessionStore({ home: path, clock, zone, private: 'check' }),
    pointer: activePointer({ home: path, clock, zone, private: privacy }),
  };
}

const questions = ['system', 'facts', 'self', 'ancestors', 'terminal', 'isShared'] as const;

/** @throws TypeError for a reader that cannot answer */
function requireProcesses(processes: ProcessReader | undefined): void {
  if (processes === undefined) return;
  requireObject('processes', processes);
  for (const name of questions) requireFunction(`${name} of processes`, processes[name]);
}

/** Checks that it is a home, and no path: that is a likely mistake. @throws TypeError */
export function requireHome(home: unknown): void {
  const isOne = typeof home === 'object' && home !== null && 'store' in home && 'pointer' in home;
  if (isOne) return;
  throw wrongType('home', 'what openHome() returns', home);
}
