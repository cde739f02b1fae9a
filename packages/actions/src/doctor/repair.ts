import type { Operation } from '@missionctl/atomic-fs/operations';
import { RepairIncompleteError } from '../errors.ts';
import type { Home } from '../home.ts';
import type { Check, DoctorOptions, Problem } from './check.ts';
import { repairChecks } from './checks/checks.ts';
import { findingOf, newProblems } from './examine.ts';
import { findHomeFiles, type HomeFiles } from './home-files.ts';
import type { Repair, RepairedFinding } from './repaired-finding.ts';

/**
 * Repairs what is wrong in a home, as far as nobody has to decide: `fix` of a finding says how. No
 * content is lost: a damaged file is moved aside. A fix that fails is reported, and the others go
 * on. Each check looks after the ones before it have repaired: a mode may have hidden a damage.
 *
 * @param home - which home
 * @param options - whose pin counts, and how the state of a file system is found out
 * @returns the findings in the order of repair, each with what became of it
 * @throws ERR_FILE_READ when descriptors or memory ran out; ERR_REPAIR_INCOMPLETE, with what was
 *   repaired until then, when that was something
 * @example
 * const left = (yield* repair(home)).filter(({ state }) => state !== 'fixed');
 */
export function* repair(
  home: Home,
  options: DoctorOptions = {},
): Operation<readonly RepairedFinding[]> {
  const repaired: RepairedFinding[] = [];
  try {
    yield* repairInto(repaired, home, options);
    return repaired;
  } catch (error) {
    if (repaired.every(({ state }) => state !== 'fixed')) throw error;
    throw new RepairIncompleteError(repaired, error);
  }
}

function* repairInto(
  repaired: RepairedFinding[],
  home: Home,
  options: DoctorOptions,
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
      const became = yield* applyRemedy(problem);
      repaired.push({ ...findingOf(problem), ...became });
      if (became.state !== 'fixed') left.push(problem);
      if (became.state !== 'advice') files = undefined;
    }
  }
}

function* applyRemedy({ remedy }: Problem): Operation<Repair> {
  if (remedy === undefined) return { state: 'advice' };
  try {
    return { state: 'fixed', result: yield* remedy.apply() };
  } catch (error) {
    return { state: 'failed', error };
  }
}
