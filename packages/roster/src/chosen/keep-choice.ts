import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { LockWait } from '@missionctl/state-file';
import { readState, removeState, updateState } from '@missionctl/state-file/operations';
import type { HomeRoster } from '../directory/home-roster.ts';
import type { EngineChoice } from './engine-choice.ts';
import { confirmedEnginesFile, engineChoiceFile, engineStateFile } from './engine-files.ts';
import { nothingSeen } from './engine-state.ts';

/** What a home has stored of the engine of a mission. */
export type StoredChoice =
  | { readonly status: 'present'; readonly choice: EngineChoice }
  | { readonly status: 'absent' }
  /** Something is there, and it is no choice. */
  | { readonly status: 'damaged'; readonly path: string };

/**
 * Reads which engine was chosen for a mission in a home.
 *
 * @param roster - the roster of the mission
 * @returns the choice, or that there is none
 * @throws ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { status } = yield* readEngineChoice(roster);
 */
export function* readEngineChoice(roster: HomeRoster): Operation<StoredChoice> {
  const found = yield* readState(engineChoiceFile(roster));
  if (found.status === 'present') return { status: 'present', choice: found.value };
  return found.status === 'damaged'
    ? { status: 'damaged', path: found.path }
    : { status: 'absent' };
}

/**
 * Finds an engine among those that a person has confirmed in a home.
 *
 * @param roster - a roster of the home
 * @param url - the address
 * @returns what was confirmed; undefined for an address that nobody has confirmed here
 * @throws ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const choice = yield* findConfirmedEngine(roster, 'git:https://example.com/team/project.git');
 */
export function* findConfirmedEngine(
  { home, private: privacy }: Pick<HomeRoster, 'home' | 'private'>,
  url: string,
): Operation<EngineChoice | undefined> {
  const found = yield* readState(confirmedEnginesFile(home, privacy));
  if (found.status !== 'present') return undefined;
  return found.value.confirmed.find((each) => each.url === url);
}

/**
 * Stores that a person of a home has chosen an engine for a mission: first that it is confirmed here, then the
 * choice. What was seen at another engine is forgotten.
 *
 * @param roster - the roster of the mission
 * @param choice - the engine
 * @param options - how long to wait for each lock
 * @returns the choice before; undefined for none
 * @throws ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * yield* storeEngineChoice(roster, { url, confirmedAt: now });
 */
export function* storeEngineChoice(
  roster: HomeRoster,
  choice: EngineChoice,
  options: LockWait = {},
): Operation<EngineChoice | undefined> {
  const { home, private: privacy } = roster;
  yield* updateState(
    confirmedEnginesFile(home, privacy),
    (found) =>
      effects.invoke(() => {
        const others = (found?.confirmed ?? []).filter(({ url }) => url !== choice.url);
        return { confirmed: [...others, choice] };
      }),
    options,
  );
  const before = yield* readEngineChoice(roster);
  const former = before.status === 'present' ? before.choice : undefined;
  const isSame = former?.url === choice.url && former.namespace === choice.namespace;
  if (!isSame) yield* removeState(engineStateFile(roster), options);
  // That it is there says that the mission is shared, without another file to be read.
  yield* updateState(
    engineStateFile(roster),
    (state) => effects.invoke(() => (state === undefined ? nothingSeen : undefined)),
    options,
  );
  yield* updateState(engineChoiceFile(roster), () => effects.invoke(() => choice), options);
  return former;
}

/** What is forgotten with the choice of an engine. */
export interface ForgetOptions extends LockWait {
  /** Whether what was seen there stays for now, for a caller who withdraws from it next; default: false. */
  readonly keepsSeen?: boolean | undefined;
}

/**
 * Forgets which engine was chosen for a mission, and what was seen there. That it was confirmed stays.
 *
 * @param roster - the roster of the mission
 * @param options - how long to wait for each lock, and what stays for now
 * @returns false when none was chosen
 * @throws what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * yield* removeEngineChoice(roster);
 */
export function* removeEngineChoice(
  roster: HomeRoster,
  { keepsSeen = false, ...wait }: ForgetOptions = {},
): Operation<boolean> {
  const wasThere = yield* removeState(engineChoiceFile(roster), wait);
  if (!keepsSeen) yield* removeState(engineStateFile(roster), wait);
  return wasThere;
}
