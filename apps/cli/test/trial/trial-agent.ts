import type { Reporting } from '../support/hook.ts';
import type { Envelope } from '../support/run.ts';

/** An agent command line, as a trial has it act: in a process of its own, or played in that of the test. */
export interface TrialAgent {
  /** Starts a process, in which no session has begun yet. */
  readonly start: () => Promise<void>;
  /** Ends it, and it has no time to say so. */
  readonly kill: () => Promise<void>;
  /** Reports an event of a session to the hooks, and returns what the agent is given to read. */
  readonly report: (
    sessionId: string,
    event: string,
    more?: Pick<Reporting, 'payload' | 'toolInput'>,
  ) => Promise<string>;
  /** Runs a command of missionctl in its shell; `isLost`: without the variables of the session. */
  readonly ask: (
    sessionId: string,
    words: string,
    how: { readonly isLost: boolean },
  ) => Promise<Envelope>;
}

/** The mission by a look from outside. */
export interface TrialLook {
  readonly participants: readonly {
    readonly participant_id: string;
    readonly alias: string | null;
    readonly focus: string | null;
    readonly drive_intent: string;
    readonly verdict: string;
    readonly claim: { readonly focus: string } | null;
  }[];
  readonly claims: readonly { readonly focus: string; readonly reserved_for: string | null }[];
}

/** Where a trial takes place: a home, in which the person has joined `demo`. */
export interface TrialPlace {
  readonly agents: readonly [TrialAgent, TrialAgent];
  /** The bytes of what is the person's alone. */
  readonly persons: () => readonly string[];
  readonly look: () => Promise<TrialLook>;
  /** Lets time pass; undefined where it cannot be had. */
  readonly pass?: (ms: number) => void;
}
