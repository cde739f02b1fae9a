/** Every answer to "what said who acts". */
export const actingFroms = [
  'flag',
  'environment',
  'harness',
  'anchor',
  'myself',
  'unknown',
] as const;

/**
 * Where the answer to "who acts" came from: what the caller said, a variable, the session id of an agent
 * command line, a process around the caller that is recorded as a participant's life, or nothing of these.
 * `unknown`: there is no answer.
 */
export type ActingFrom = (typeof actingFroms)[number];

/** The home's owner, another participant of the home, or nobody that is known. */
export interface Actor {
  /** The participant; null for the home's owner, and where it is not known who acts. */
  readonly alias: string | null;
  /** What said so; `unknown` where it is not known: then nothing is read as one's own, and nothing changed. */
  readonly from: ActingFrom;
  /** Of `unknown`: why. */
  readonly doubt?: ActorDoubt | undefined;
}

/** Why it is not known who acts. */
export interface ActorDoubt {
  /**
   * `no-session`: an agent command line started the caller, and nothing says in which of its sessions.
   * `several`: more than one did, or several participants live around the caller. `left-over`: the
   * variables name a participant that lives elsewhere. `terminal`: the variables of an agent are set where
   * a person may sit.
   */
  readonly kind: 'no-session' | 'several' | 'left-over' | 'terminal';
  /** The agent command lines whose marks are in the environment. */
  readonly harnesses: readonly string[];
  /** The participant that the variables name; undefined where they name none. */
  readonly alias?: string | undefined;
}

/** Whether it is not known who acts: whoever only looks goes on as nobody. */
export function isUnknown({ from }: Actor): boolean {
  return from === 'unknown';
}
