import { wrongType } from '@missionctl/atomic-fs/operations';
import { requireObject, requireText } from '@missionctl/session-store/operations';

/** What stands around a caller that did not say who acts. */
export interface Surroundings {
  /** The participant that a variable names; undefined where none does. */
  readonly alias?: string | undefined;
  /** The agent command lines whose marks are in the environment: each may have started the caller. */
  readonly harnesses: readonly HarnessMark[];
  /** Whether a person may sit at it: what it reads and what it writes is a terminal. */
  readonly onTerminal: boolean;
}

/** The mark of an agent command line in the environment. */
export interface HarnessMark {
  /** Its name, such as `claude`. */
  readonly name: string;
  /** The id of its session; undefined where the environment does not say it. */
  readonly sessionId?: string | undefined;
}

/** Checks them before anything is looked at. @throws TypeError */
export function requireSurroundings(surroundings: Surroundings): void {
  const { alias, harnesses } = requireObject('surroundings', surroundings);
  if (alias !== undefined) requireText('alias of surroundings', alias);
  if (!Array.isArray(harnesses)) throw wrongType('harnesses of surroundings', 'a list', harnesses);
  for (const { name, sessionId } of surroundings.harnesses) {
    requireText('name of a harness', name);
    if (sessionId !== undefined) requireText('sessionId of a harness', sessionId);
  }
}
