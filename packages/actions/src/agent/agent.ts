import { runSync } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { changesSince as comparing } from './look/look-at-changes.ts';
import { lookBeforeHeadMoves as lookingBeforeHeadMoves } from './look/look-before-head-moves.ts';
import { type Printed, rememberShown as remembering } from './look/remember-shown.ts';
import { touch as touching } from './look/touch-paths.ts';
import type { AgentLook, AgentRecorded, Changes, NothingDone, Touched } from './outcomes.ts';
import { countSubagents as counting, setWaiting as recordingWaiting } from './record-agent.ts';

// What a hook does at each moment of an agent's session. What only keeps others from seeing the agent is a
// warning, and no lock is waited for longer than an agent would notice. None of it asks the engine of a mission
// that is shared: what is new here waits for the next function that does, of anybody in this home.

/**
 * Records that the agent is about to change files, and then looks who else does: of two that do so at once at
 * least one sees the other. A path that is new is recorded at once, a known one once a minute. The session is
 * not written, and no lock is taken but that of the agent's presence. No engine is asked: what other homes claim
 * counts as it was seen last, and what is new here is shared by the next function that asks one.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param paths - the absolute paths of the files
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns the collisions about these files, this checkout and this focus, and who drives that; and what of it
 *   the agent was not shown yet
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ; TypeError for a path that is not absolute
 * @example
 * const found = await touch(home, evidence, ['/work/project/src/main.ts']);
 */
export function touch(
  home: Home,
  evidence: Evidence,
  paths: readonly string[],
  options: Wait = {},
): Promise<Touched | NothingDone> {
  return runWaiting(() => touching(home, evidence, paths, options), options);
}

/**
 * As `touch`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param paths - the absolute paths of the files
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns the collisions about these files, this checkout and this focus, and who drives that; and what of it
 *   the agent was not shown yet
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ; TypeError for a path that is not absolute
 * @example
 * const found = touchSync(home, evidence, ['/work/project/src/main.ts']);
 */
export function touchSync(
  home: Home,
  evidence: Evidence,
  paths: readonly string[],
  options: LockWait = {},
): Touched | NothingDone {
  return runSync(touching(home, evidence, paths, options));
}

/**
 * Looks who else works in the checkout of an agent that is about to change the files there under everybody: to
 * move its HEAD, or to sweep it. Nothing is written.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @returns `SharedCheckout`, of severity `high`, for each of them
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const found = await lookBeforeHeadMoves(home, evidence);
 */
export function lookBeforeHeadMoves(
  home: Home,
  evidence: Evidence,
): Promise<AgentLook | NothingDone> {
  return runWaiting(() => lookingBeforeHeadMoves(home, evidence));
}

/**
 * As `lookBeforeHeadMoves`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @returns `SharedCheckout`, of severity `high`, for each of them
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const found = lookBeforeHeadMovesSync(home, evidence);
 */
export function lookBeforeHeadMovesSync(home: Home, evidence: Evidence): AgentLook | NothingDone {
  return runSync(lookingBeforeHeadMoves(home, evidence));
}

/**
 * Compares what there is to know in the mission of an agent with what it was shown last. Nothing is written:
 * print it, and remember it then.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @returns what is new, and what to remember once it was printed
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const found = await changesSince(home, evidence);
 * if (found.status === 'compared') console.log(found.changes.length);
 */
export function changesSince(home: Home, evidence: Evidence): Promise<Changes | NothingDone> {
  return runWaiting(() => comparing(home, evidence));
}

/**
 * As `changesSince`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @returns what is new, and what to remember once it was printed
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const found = changesSinceSync(home, evidence);
 * if (found.status === 'compared') console.log(found.changes.length);
 */
export function changesSinceSync(home: Home, evidence: Evidence): Changes | NothingDone {
  return runSync(comparing(home, evidence));
}

/**
 * Remembers what an agent was shown, once it was printed: what is only printed and not remembered is shown
 * again, and never the other way around.
 *
 * @param home - in which home
 * @param printed - what `enter` or `changesSince` gave
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being remembered
 * @throws TypeError and RangeError for arguments that cannot be
 * @example
 * const found = await changesSince(home, evidence);
 * if (found.status === 'compared') await rememberShown(home, found);
 */
export function rememberShown(
  home: Home,
  printed: Printed,
  options: Wait = {},
): Promise<readonly Issue[]> {
  return runWaiting(() => remembering(home, printed, options), options);
}

/**
 * As `rememberShown`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param printed - what `enter` or `changesSince` gave
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being remembered
 * @throws TypeError and RangeError for arguments that cannot be
 * @example
 * const found = changesSinceSync(home, evidence);
 * if (found.status === 'compared') rememberShownSync(home, found);
 */
export function rememberShownSync(
  home: Home,
  printed: Printed,
  options: LockWait = {},
): readonly Issue[] {
  return runSync(remembering(home, printed, options));
}

/**
 * Records that the agent waits for an answer of a person, since now unless it did already; or that it does not
 * wait any more. That stays in this home.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param isWaiting - whether it waits
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * await setWaiting(home, evidence, true);
 */
export function setWaiting(
  home: Home,
  evidence: Evidence,
  isWaiting: boolean,
  options: Wait = {},
): Promise<AgentRecorded | NothingDone> {
  return runWaiting(() => recordingWaiting(home, evidence, isWaiting, options), options);
}

/**
 * As `setWaiting`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param isWaiting - whether it waits
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * setWaitingSync(home, evidence, true);
 */
export function setWaitingSync(
  home: Home,
  evidence: Evidence,
  isWaiting: boolean,
  options: LockWait = {},
): AgentRecorded | NothingDone {
  return runSync(recordingWaiting(home, evidence, isWaiting, options));
}

/**
 * Counts the agents that an agent has started for parts of its work, and that have not ended. There are never
 * fewer than none. That stays in this home.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param change - 1 for one that was started, -1 for one that has ended
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * await countSubagents(home, evidence, 1);
 */
export function countSubagents(
  home: Home,
  evidence: Evidence,
  change: 1 | -1,
  options: Wait = {},
): Promise<AgentRecorded | NothingDone> {
  return runWaiting(() => counting(home, evidence, change, options), options);
}

/**
 * As `countSubagents`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param change - 1 for one that was started, -1 for one that has ended
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * countSubagentsSync(home, evidence, 1);
 */
export function countSubagentsSync(
  home: Home,
  evidence: Evidence,
  change: 1 | -1,
  options: LockWait = {},
): AgentRecorded | NothingDone {
  return runSync(counting(home, evidence, change, options));
}
