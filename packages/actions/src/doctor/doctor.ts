import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import type { DoctorOptions } from './check.ts';
import { examine as examining } from './examine.ts';
import type { Finding } from './finding.ts';
import { repair as repairing } from './repair.ts';
import type { RepairedFinding } from './repaired-finding.ts';

/**
 * Finds everything that is wrong in a home, and with the pin that counts. Nothing is changed; what a
 * mode hides is found as `repair` would find it once that mode is set.
 *
 * @param home - which home; one that is not there has nothing wrong but its disk
 * @param options - whose pin counts, what is trusted, and how the state of a file system is found out
 * @returns the findings, in the order in which they are to be repaired; each is said once
 * @throws ERR_FILE_READ when descriptors or memory ran out; what else is wrong is a finding
 * @example
 * const findings = await examine(home, { directory: process.cwd() });
 */
export function examine(home: Home, options: DoctorOptions = {}): Promise<readonly Finding[]> {
  return runWaiting(() => examining(home, options));
}

/**
 * As `examine`, and blocks the thread meanwhile.
 *
 * @param home - which home; one that is not there has nothing wrong but its disk
 * @param options - whose pin counts, what is trusted, and how the state of a file system is found out
 * @returns the findings, in the order in which they are to be repaired; each is said once
 * @throws ERR_FILE_READ when descriptors or memory ran out; what else is wrong is a finding
 * @example
 * const findings = examineSync(home, { directory: process.cwd() });
 */
export function examineSync(home: Home, options: DoctorOptions = {}): readonly Finding[] {
  return runSync(examining(home, options));
}

/**
 * Repairs what is wrong in a home, as far as nobody has to decide: `fix` of a finding says how. No
 * content is lost: a damaged file is moved aside. What everyone can write is left as it is, unless it is
 * `trusted`; what belongs to another user is never touched. A fix that fails is reported, and the
 * others go on. No engine is asked: what a mission's other homes have to know of it, the next function that asks
 * one says.
 *
 * @param home - which home
 * @param options - whose pin counts, what is trusted, how the state of a file system is found out, and
 *   how long to wait for each lock
 * @returns the findings in the order of repair, each with what became of it
 * @throws ERR_UNSAFE_FILE for root in the home of another user; ERR_FILE_READ when descriptors or memory
 *   ran out; ERR_REPAIR_INCOMPLETE, with what was repaired until then, when that was something
 * @example
 * const left = (await repair(home)).filter(({ state }) => state !== 'fixed');
 */
export function repair(
  home: Home,
  options: DoctorOptions & Wait = {},
): Promise<readonly RepairedFinding[]> {
  return runWaiting(() => repairing(home, options), options);
}

/**
 * As `repair`, and blocks the thread meanwhile.
 *
 * @param home - which home
 * @param options - whose pin counts, what is trusted, how the state of a file system is found out, and
 *   how long to wait for each lock
 * @returns the findings in the order of repair, each with what became of it
 * @throws ERR_UNSAFE_FILE for root in the home of another user; ERR_FILE_READ when descriptors or memory
 *   ran out; ERR_REPAIR_INCOMPLETE, with what was repaired until then, when that was something
 * @example
 * const left = repairSync(home).filter(({ state }) => state !== 'fixed');
 */
export function repairSync(
  home: Home,
  options: DoctorOptions & LockWait = {},
): readonly RepairedFinding[] {
  return runSync(repairing(home, options));
}
