import { errnoOf, type UnsafeFileError } from '@missionctl/atomic-fs';
import { checkDirectory, effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { LockWait } from '@missionctl/session-store';
import { RepairIncompleteError } from '../errors.ts';
import type { Home } from '../home.ts';
import {
  type Check,
  type CheckedOptions,
  checkedOptions,
  type DoctorOptions,
  type Problem,
} from './check.ts';
import { repairChecks } from './checks/checks.ts';
import { findingOf, newProblems } from './examine.ts';
import { findHomeFiles, type HomeFiles } from './home-files.ts';
import type { Repair, RepairedFinding } from './repaired-finding.ts';

/**
 * Repairs what is wrong in a home, as far as nobody has to decide: `fix` of a finding says how. No
 * content is lost: a damaged file is moved aside. What everyone can write is left as it is, unless
 * it is `trusted`; what belongs to another user is never touched. A fix that fails is reported, and
 * the others go on. Each check looks after the ones before it have repaired: a mode may have hidden a damage.
 *
 * @param home - which home
 * @param options - whose pin counts, what is trusted, how the state of a file system is found out, and
 *   how long to wait for each lock
 * @returns the findings in the order of repair, each with what became of it
 * @throws ERR_UNSAFE_FILE for root in the home of another user; ERR_FILE_READ when descriptors or
 *   memory ran out; ERR_REPAIR_INCOMPLETE, with what was repaired until then, when that was something
 * @example
 * const left = (yield* repair(home)).filter(({ state }) => state !== 'fixed');
 */
export function* repair(
  home: Home,
  options: DoctorOptions & LockWait = {},
): Operation<readonly RepairedFinding[]> {
  const checked = checkedOptions(home, options);
  yield* refuseRootElsewhere(home);
  const repaired: RepairedFinding[] = [];
  try {
    yield* repairInto(repaired, home, checked);
    return repaired;
  } catch (error) {
    if (repaired.every(({ state }) => state !== 'fixed')) throw error;
    throw new RepairIncompleteError(repaired, error);
  }
}

function* repairInto(
  repaired: RepairedFinding[],
  home: Home,
  options: CheckedOptions,
): Operation<void> {
  const left: Problem[] = [];
  let last: Check | undefined;
  let files: HomeFiles | undefined;
  for (const check of repairChecks) {
    // Nothing was touched since it looked.
    if (check === last && files !== undefined) continue;
    files ??= yield* findHomeFiles(home.path);
    last = check;
    for (const problem of yield* newProblems(check, { home, files, options }, [...left])) {
      const became = yield* applyRemedy(problem, options);
      repaired.push({ ...findingOf(problem), ...became });
      if (became.state !== 'fixed') left.push(problem);
      if (became.state !== 'advice') files = undefined;
    }
  }
}

/** What root repaired there, the owner of the home could no longer change. */
function* refuseRootElsewhere({ path }: Home): Operation<void> {
  if ((yield* effects.host()).uid !== 0) return;
  try {
    yield* checkDirectory(path, { access: 'write' });
  } catch (error) {
    if (errnoOf(error) === 'ERR_UNSAFE_FILE' && (error as UnsafeFileError).reason === 'owner') {
      throw error;
    }
  }
}

function* applyRemedy({ remedy }: Problem, { timeoutMs }: LockWait): Operation<Repair> {
  if (remedy === undefined) return { state: 'advice' };
  try {
    return { state: 'fixed', result: yield* remedy.apply({ timeoutMs }) };
  } catch (error) {
    return { state: 'failed', error };
  }
}
