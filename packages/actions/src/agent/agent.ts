import type { Issue } from '@missionctl/session-model';
import type { LockWait, SessionAddress, Wait } from '@missionctl/session-store';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import type {
  AgentLook,
  AgentRecorded,
  Changes,
  Ended,
  Entered,
  EnterLockOptions,
  EnterOptions,
  NothingDone,
} from './outcomes.ts';
import type { Shown } from './shown.ts';

// What a hook does at each moment of an agent's session. A mission is selected by flag, environment or pin
// alone; who acts is an alias. Each waits 50 milliseconds for a lock unless you give another time. What only
// keeps others from seeing this agent is a warning.

/** Joins (this machine's issuer only) where the agent has no session, records the harness around the caller, takes `ended` and `waiting` back, sets a displaced driver inactive, and looks. */
export declare function enter(
  home: Home,
  evidence: Evidence,
  options: EnterOptions,
): Promise<Entered | NothingDone>;
export declare function enterSync(
  home: Home,
  evidence: Evidence,
  options: EnterLockOptions,
): Entered | NothingDone;
/** Records absolute paths as touched, then looks: collisions of these paths, this checkout, this focus, and who holds it. */
export declare function touch(
  home: Home,
  evidence: Evidence,
  paths: readonly string[],
  options?: Wait,
): Promise<AgentLook | NothingDone>;
export declare function touchSync(
  home: Home,
  evidence: Evidence,
  paths: readonly string[],
  options?: LockWait,
): AgentLook | NothingDone;
/** `SharedCheckout`, high, for each other in this worktree. Writes nothing. */
export declare function lookBeforeHeadMoves(
  home: Home,
  evidence: Evidence,
): Promise<AgentLook | NothingDone>;
export declare function lookBeforeHeadMovesSync(
  home: Home,
  evidence: Evidence,
): AgentLook | NothingDone;
/** Compares a look with what was last remembered; writes nothing: print it, then `rememberShown(home, address, shown)`. */
export declare function changesSince(
  home: Home,
  evidence: Evidence,
): Promise<Changes | NothingDone>;
export declare function changesSinceSync(home: Home, evidence: Evidence): Changes | NothingDone;
/** Remembers what was printed (`shown` of `enter` or `changesSince`). What fails is a warning. */
export declare function rememberShown(
  home: Home,
  agent: {
    readonly address: SessionAddress;
    readonly session: { readonly participantId: string };
    readonly shown: Shown;
  },
  options?: Wait,
): Promise<readonly Issue[]>;
export declare function rememberShownSync(
  home: Home,
  agent: {
    readonly address: SessionAddress;
    readonly session: { readonly participantId: string };
    readonly shown: Shown;
  },
  options?: LockWait,
): readonly Issue[];
/** Records since when it waits for a person, or that it does not any more. */
export declare function setWaiting(
  home: Home,
  evidence: Evidence,
  isWaiting: boolean,
  options?: Wait,
): Promise<AgentRecorded | NothingDone>;
export declare function setWaitingSync(
  home: Home,
  evidence: Evidence,
  isWaiting: boolean,
  options?: LockWait,
): AgentRecorded | NothingDone;
/** Counts a subagent that started (1) or ended (-1); never below 0. */
export declare function countSubagents(
  home: Home,
  evidence: Evidence,
  change: 1 | -1,
  options?: Wait,
): Promise<AgentRecorded | NothingDone>;
export declare function countSubagentsSync(
  home: Home,
  evidence: Evidence,
  change: 1 | -1,
  options?: LockWait,
): AgentRecorded | NothingDone;
/** Drive inactive, claim released unless reserved, `ended`; or the whole session vanishes. */
export declare function end(
  home: Home,
  evidence: Evidence,
  options?: Wait,
): Promise<Ended | NothingDone>;
export declare function endSync(
  home: Home,
  evidence: Evidence,
  options?: LockWait,
): Ended | NothingDone;
