import { runSync } from '@missionctl/atomic-fs/operations';
import type { Verdict } from '@missionctl/roster';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { listByVerdict as listingByVerdict, type PresentListOutcome } from './list-by-verdict.ts';
import type { SessionFilter } from './session-filter.ts';
import { type ShownClaims, showClaims as showingClaims } from './show-claims.ts';
import type { ShownSession } from './show-session.ts';
import { type StatusOutcome, status as showingAll } from './status.ts';
import { type StatusAllOutcome, statusAll as showingEach } from './status-all.ts';

// The views that read the roster, apart from those that do not: a program that only lists sessions does not
// load how it is known who is alive.

/**
 * Shows my session in the selected mission, and the other participants of this home there. In a
 * mission that is named explicitly I need not be joined, as long as somebody of this home is.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_SESSION_DAMAGED of my own session, and what `resolve` rejects with
 * @example
 * const { participants } = await status(home, evidence);
 */
export async function status(home: Home, evidence: Evidence): Promise<StatusOutcome> {
  const { sharedStatus } = await import('../elsewhere/shared-views.ts');
  return await sharedStatus(home, evidence);
}

/**
 * As `status`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_SESSION_DAMAGED of my own session, and what `resolve` rejects with
 * @example
 * const { participants } = statusSync(home, evidence);
 */
export function statusSync(home: Home, evidence: Evidence): StatusOutcome {
  return runSync(showingAll(home, evidence));
}

/**
 * Lists the sessions whose participants have one of these verdicts: for this the roster of each mission is
 * read, which `list` does not do. A damaged pointer is a warning.
 *
 * @param home - in which home
 * @param verdicts - which verdicts
 * @param filter - which sessions; default: all
 * @returns the sessions by mission and alias, each with its verdict, and which mission is active
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { sessions } = await listByVerdict(home, ['here', 'quiet']);
 */
export async function listByVerdict(
  home: Home,
  verdicts: readonly Verdict[],
  filter: SessionFilter = {},
): Promise<PresentListOutcome> {
  const { sharedListByVerdict } = await import('../elsewhere/shared-views.ts');
  return await sharedListByVerdict(home, verdicts, filter);
}

/**
 * As `listByVerdict`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param verdicts - which verdicts
 * @param filter - which sessions; default: all
 * @returns the sessions by mission and alias, each with its verdict, and which mission is active
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { sessions } = listByVerdictSync(home, ['gone']);
 */
export function listByVerdictSync(
  home: Home,
  verdicts: readonly Verdict[],
  filter: SessionFilter = {},
): PresentListOutcome {
  return runSync(listingByVerdict(home, verdicts, filter));
}

/**
 * Shows what a session that was loaded has to know of the claim on its focus: for this the roster is read,
 * which `showSession` does not do.
 *
 * @param home - in which home
 * @param shown - what `showSession` gave
 * @returns its claim, who else drives there, and what to know of it
 * @throws what a list of sessions throws (ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ)
 * @example
 * const { claim } = await showClaims(home, await showSession(home, evidence));
 */
export function showClaims(
  home: Home,
  shown: Pick<ShownSession, 'address' | 'session'>,
): Promise<ShownClaims> {
  return runWaiting(() => showingClaims(home, shown));
}

/**
 * As `showClaims`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param shown - what `showSession` gave
 * @returns its claim, who else drives there, and what to know of it
 * @throws what a list of sessions throws (ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ)
 * @example
 * const { claim } = showClaimsSync(home, showSessionSync(home, evidence));
 */
export function showClaimsSync(
  home: Home,
  shown: Pick<ShownSession, 'address' | 'session'>,
): ShownClaims {
  return runSync(showingClaims(home, shown));
}

/**
 * Shows every mission of the home, each as `status` does; what cannot be read hides nothing else. Of the active
 * mission alone the engine is asked, once: who is in it in other homes is in its `elsewhere`. Of the others what
 * other homes claim counts as it was seen last.
 *
 * @param home - in which home
 * @param evidence - who acts; nothing has to be selected
 * @returns the missions in which anybody of this home has a session
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ
 * @example
 * const { missions } = await statusAll(home);
 */
export async function statusAll(home: Home, evidence: Evidence = {}): Promise<StatusAllOutcome> {
  const { sharedStatusAll } = await import('../elsewhere/shared-views.ts');
  return await sharedStatusAll(home, evidence);
}

/**
 * As `statusAll`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - who acts; nothing has to be selected
 * @returns the missions in which anybody of this home has a session
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ
 * @example
 * const { missions } = statusAllSync(home);
 */
export function statusAllSync(home: Home, evidence: Evidence = {}): StatusAllOutcome {
  return runSync(showingEach(home, evidence));
}
