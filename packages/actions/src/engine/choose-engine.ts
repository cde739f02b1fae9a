import { type Operation, wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import type { EngineChoice } from '@missionctl/roster';
import { removeEngineChoice, storeEngineChoice } from '@missionctl/roster/operations';
import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { requireObject, requireText, requireWait } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';

/** Which engine a person has confirmed. */
export interface EngineAddress {
  /** Its address, without credentials; at most 2000 characters, none of them a control character. */
  readonly url: string;
  /** Where in the engine the roster is; default: that is not a question. */
  readonly namespace?: string | undefined;
  /** Whether this home only reads there: it sees the others, and is not seen. Default: false. */
  readonly readOnly?: boolean | undefined;
  /**
   * Whether the files that participants of this home change are published, by their paths in the repository, so
   * that `SameFile` is found across homes. Default: false.
   */
  readonly touching?: boolean | undefined;
}

/** What choosing an engine did. */
export interface ChosenOutcome {
  /** What this outcome is. */
  readonly status: 'chosen';
  /** What is stored now. */
  readonly choice: EngineChoice;
  /** What was stored before; undefined for nothing. */
  readonly former: EngineChoice | undefined;
  /** That others may see this home at the former engine still, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** What forgetting an engine did. */
export interface ForgottenOutcome {
  /** `none`: there was no choice. */
  readonly status: 'forgotten' | 'none';
  /** That others may see this home there still, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/**
 * Stores in this home, and nowhere else, which engine a mission is shared through, and that a person has
 * confirmed that. The caller has asked; nothing leaves the home by this call.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param address - the engine
 * @param options - how long to wait for each lock
 * @returns what is stored, and what was before
 * @throws ERR_INVALID_ID, ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...); TypeError for an address that cannot be one
 * @example
 * yield* chooseEngine(home, 'demo', { url: 'git:https://example.com/team/project.git' });
 */
export function* chooseEngine(
  home: Home,
  missionId: string,
  address: EngineAddress,
  options: LockWait = {},
): Operation<ChosenOutcome> {
  requireHome(home);
  requireWait(options);
  const chosen = requireEngineAddress(address);
  const roster = rosterOf(home, missionId);
  const choice = { ...chosen, confirmedAt: timestampFromMs(home.clock()) };
  const former = yield* storeEngineChoice(roster, choice, { timeoutMs: options.timeoutMs });
  return { status: 'chosen', choice, former, warnings: [] };
}

/**
 * Forgets which engine a mission is shared through, and what was seen there. That it was confirmed stays; and
 * so does what others see of this home there.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - how long to wait for each lock
 * @returns whether one was chosen
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const { status } = yield* forgetEngine(home, 'demo');
 */
export function* forgetEngine(
  home: Home,
  missionId: string,
  options: LockWait = {},
): Operation<ForgottenOutcome> {
  requireHome(home);
  requireWait(options);
  const roster = rosterOf(home, missionId);
  const wasThere = yield* removeEngineChoice(roster, { timeoutMs: options.timeoutMs });
  return { status: wasThere ? 'forgotten' : 'none', warnings: [] };
}

/** Checks where an engine is to be. @throws TypeError */
export function requireEngineAddress(address: EngineAddress): EngineAddress {
  const { url, namespace, readOnly, touching } = requireObject('address', address);
  requireAddress('url of address', url);
  if (namespace !== undefined) requireAddress('namespace of address', namespace);
  for (const [name, value] of Object.entries({ readOnly, touching })) {
    if (value !== undefined && typeof value !== 'boolean') {
      throw wrongType(`${name} of address`, 'true or false', value);
    }
  }
  return {
    url,
    namespace,
    readOnly: readOnly === true ? true : undefined,
    touching: touching === true ? true : undefined,
  };
}

const longest = 2000;

function requireAddress(name: string, text: string): void {
  requireText(name, text);
  const isOne = text !== '' && text.length <= longest && !/\p{Cc}/u.test(text);
  if (!isOne) throw wrongValue(name, `a text of 1 to ${longest} characters without control ones`);
}
