import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Home } from '../home.ts';
import {
  type Check,
  checkedOptions,
  type DoctorOptions,
  type Examined,
  type Problem,
} from './check.ts';
import { checkModes } from './checks/check-modes.ts';
import { otherChecks } from './checks/checks.ts';
import type { Finding } from './finding.ts';
import { findHomeFiles } from './home-files.ts';
import { withRepairedModes } from './modes/with-repaired-modes.ts';
import { wrongModes } from './modes/wrong-modes.ts';
import { refusalOf } from './refusal.ts';

/**
 * Finds everything that is wrong in a home, and with the pin that counts. Nothing is changed; what
 * a mode hides is found as `repair` would find it once that mode is set.
 *
 * @param home - which home; one that is not there has nothing wrong but its disk
 * @param options - whose pin counts, what is trusted, and how the state of a file system is found out
 * @returns the findings, in the order in which they are to be repaired; each is said once
 * @throws ERR_FILE_READ when descriptors or memory ran out; what else is wrong is a finding
 * @example
 * const findings = yield* examine(home, { directory: process.cwd() });
 */
export function* examine(home: Home, options: DoctorOptions = {}): Operation<readonly Finding[]> {
  const checked = checkedOptions(home, options);
  const files = yield* findHomeFiles(home.path);
  const examined: Examined = { home, files, options: checked };
  const found = [...(yield* newProblems(checkModes, examined, []))];
  const wrong = (yield* wrongModes(examined)).filter(({ repairable }) => repairable);
  for (const check of otherChecks) {
    found.push(...(yield* withRepairedModes(newProblems(check, examined, found), wrong)));
  }
  return found.map(findingOf);
}

/** What one check finds that is not a consequence, or a repetition, of what is left of others. */
export function* newProblems(
  check: Check,
  examined: Examined,
  before: readonly Problem[],
): Operation<readonly Problem[]> {
  const found = yield* despiteRefusal(check(examined));
  return found.filter(
    (problem, index) =>
      ![...before, ...found.slice(0, index)].some((earlier) => explains(earlier, problem)),
  );
}

/** The facts alone. */
export function findingOf({ remedy, closed = false, ...problem }: Problem): Finding {
  return { ...problem, fix: remedy?.fix, closed };
}

function explains(earlier: Problem, { code, path, facts }: Problem): boolean {
  if (path === earlier.path && code === earlier.code && isSame(facts, earlier.facts)) return true;
  // It is damaged for no other reason.
  if (earlier.code === 'FILES_SHARED' && earlier.facts.files.includes(path)) return true;
  const isSamePath = path === earlier.path;
  if (isSamePath && code === 'UNSAFE_FILE' && earlier.code === code) return true;
  if (earlier.closed !== true || !(isSamePath || path.startsWith(`${earlier.path}/`))) return false;
  if (earlier.code !== 'UNSAFE_FILE') return !code.startsWith('MODE_');
  // Each thing that others could have written has to be trusted by itself.
  return code !== 'UNSAFE_FILE' || earlier.facts.reason !== 'mode';
}

/** Facts are plain data, made in one place for each code. */
function isSame(facts: Problem['facts'], others: Problem['facts']): boolean {
  return JSON.stringify(facts) === JSON.stringify(others);
}

/** A home that is refused is what a check has found; the others go on. */
function* despiteRefusal(check: Operation<readonly Problem[]>): Operation<readonly Problem[]> {
  try {
    return yield* check;
  } catch (error) {
    return [refusalOf(error, 'home')];
  }
}
