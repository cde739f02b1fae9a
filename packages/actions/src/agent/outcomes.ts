import type { MissionSource } from '@missionctl/active-pointer';
import type { Collision, Shown } from '@missionctl/roster';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress, Wait } from '@missionctl/session-store';
import type { PresentParticipant } from '../roster/mission-roster.ts';
import type { StatusOutcome } from '../view/status.ts';
import type { FocusNotice, Holder } from '../work/work-outcome.ts';

/** Nothing was done, and why. */
export interface NothingDone {
  /**
   * `nobody`: no alias says who acts. `not-selected`: no flag, no environment and no pin names a mission; the pointer does not count.
   * `not-joined`: this agent has no session in the mission that is named. `other-issuer`: it could join only by
   * asking an authority on a network.
   */
  readonly status: 'nobody' | 'not-selected' | 'not-joined' | 'other-issuer';
  /** The mission that is named; undefined for none. */
  readonly missionId: string | undefined;
}

/** Which session an agent acts in. */
export interface AgentSession {
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The session as it is now. */
  readonly session: SessionState;
}

/** An agent has entered a mission. */
export interface Entered extends AgentSession {
  /** What this outcome is. */
  readonly status: 'entered';
  /** Whether it had no session before. */
  readonly joined: boolean;
  /** What it drove until now and another drives by now: it was set inactive. */
  readonly stopped: readonly FocusNotice[];
  /** Who else is here, with the collisions, `OpenTwice` among them. */
  readonly look: StatusOutcome;
  /** What to remember once it was printed. */
  readonly shown: Shown;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** What an agent has to know before it does something. */
export interface AgentLook extends AgentSession {
  /** What this outcome is. */
  readonly status: 'looked';
  /** Those that concern what it is about to do. */
  readonly collisions: readonly Collision[];
  /** Who drives its focus, where that is another who is not gone: only of an edit. */
  readonly holder: Holder | undefined;
  /** Its own session first, then the others of the mission: whom the participant ids above name. */
  readonly participants: readonly PresentParticipant[];
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** What an agent has to know before it changes files, as far as it was not shown that already. */
export interface Touched extends AgentLook {
  /** What was not shown yet of the collisions, and of who drives its focus, each once. */
  readonly changes: readonly MissionChange[];
  /** What to remember once that was printed. */
  readonly shown: Shown;
}

/** What has changed in a mission since it was last shown. */
export type MissionChange =
  | {
      /** `joined`: it is there, and was not. `gone`: it was there, and is not any more. */
      readonly kind: 'joined' | 'gone';
      /** The participant id. */
      readonly participantId: string;
      /** Its name in this home; null for the home's owner. */
      readonly alias: string | null;
    }
  | Exclude<ShownFact, { readonly kind: 'driven' }>
  | {
      /** Another drives what this agent works on, and may drive itself. */
      readonly kind: 'driven';
      /** Who that is. */
      readonly holder: Holder;
    };

/** What an agent is shown once. */
export type ShownFact =
  | {
      /** What to know of a claim: `displaced`, `accepted`, `offered` or `asked`. */
      readonly kind: 'notice';
      /** The notice, with its focus. */
      readonly notice: FocusNotice;
    }
  | {
      /** Another drives what this agent works on, and may drive itself. */
      readonly kind: 'driven';
      /** Who that is. */
      readonly holder: Pick<Holder, 'focus' | 'participantId' | 'term'>;
    }
  | {
      /** Somebody may do this agent harm, or it to them. */
      readonly kind: 'collision';
      /** The collision. */
      readonly collision: Collision;
    };

/** What is new to an agent. */
export interface Changes extends AgentSession {
  /** What this outcome is. */
  readonly status: 'compared';
  /** What was not shown yet, each once. */
  readonly changes: readonly MissionChange[];
  /** Its own session first, then the others of the mission. */
  readonly participants: readonly PresentParticipant[];
  /** What to remember once it was printed. */
  readonly shown: Shown;
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** Something about an agent was recorded. */
export interface AgentRecorded extends AgentSession {
  /** What this outcome is. */
  readonly status: 'recorded';
  /** What kept it from being written, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** An agent has ended. */
export interface Ended {
  /**
   * `ended`: it may come back. `vanished`: it never worked on anything, and nothing of it is left. `elsewhere`:
   * the same agent lives in another process too, and goes on there.
   */
  readonly status: 'ended' | 'vanished' | 'elsewhere';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** What it drove until now; undefined for nothing. */
  readonly drove: string | undefined;
  /** What kept something from being written, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** How an agent enters. */
export interface EnterRequest {
  /** The agent command line that it lives in, such as `claude`. */
  readonly harness: string;
  /** The role of one who joins; default `developer`. One who has joined keeps theirs. */
  readonly role?: string | undefined;
  /** Who asks, for the issuer's records: `user@host`, say; default `unnamed`. */
  readonly principal?: string | undefined;
}

/** How an agent enters, and how long to wait for each lock; default 50 milliseconds. */
export interface EnterOptions extends EnterRequest, Wait {}

/** The same for the synchronous form. */
export interface EnterLockOptions extends EnterRequest, LockWait {}
