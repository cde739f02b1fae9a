import { explainError } from '../../errors/explain-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import { checkAliases } from './checks/check-aliases.ts';
import { checkCaseCollisions } from './checks/check-case-collisions.ts';
import { checkFileSystem } from './checks/check-file-system.ts';
import { checkLocks } from './checks/check-locks.ts';
import { checkModes, wrongModes } from './checks/check-modes.ts';
import { checkOrphans } from './checks/check-orphans.ts';
import { checkPin } from './checks/check-pin.ts';
import { checkPointer } from './checks/check-pointer.ts';
import { checkSessions } from './checks/check-sessions.ts';
import { checkTempFiles } from './checks/check-temp-files.ts';
import type { Check, Finding, HomeFiles } from './finding.ts';
import { findHomeFiles } from './home-files.ts';
import { withRepairedModes } from './with-repaired-modes.ts';

const others: readonly Check[] = [
  checkOrphans,
  checkSessions,
  checkPointer,
  checkPin,
  checkTempFiles,
  checkLocks,
  checkAliases,
  checkCaseCollisions,
  checkFileSystem,
];

/**
 * The checks in the order of their fixes: all but the first refuse a file that everyone can write. The first
 * comes once per level of directories, from the home to an alias, since a mode may hide the level below.
 */
export const checks: readonly Check[] = [...Array.from({ length: 5 }, () => checkModes), ...others];

/** Every problem in a home, in the order in which to fix them. */
export function examine(invocation: Invocation): readonly Finding[] {
  const files = findHomeFiles(invocation.home);
  const repaired = withRepairedModes(invocation, wrongModes(files));
  const findings: Finding[] = [];
  for (const check of [checkModes, ...others]) {
    findings.push(...findingsOf(check, { invocation: repaired, files, before: [...findings] }));
  }
  return findings;
}

/** The findings of one check that neither repeat nor follow from those before. */
export function findingsOf(
  check: Check,
  {
    invocation,
    files,
    before,
  }: {
    readonly invocation: Invocation;
    readonly files: HomeFiles;
    readonly before: readonly Finding[];
  },
): readonly Finding[] {
  return ignoringRefusal(() => check(invocation, files)).filter(
    (finding) => !before.some((earlier) => explains(earlier, finding)),
  );
}

function explains(earlier: Finding, { code, path, problem }: Finding): boolean {
  if (path === earlier.path && code === earlier.code && problem === earlier.problem) return true;
  const isMode = earlier.code.startsWith('MODE_');
  if (isMode && code === 'UNSAFE_FILE' && path === earlier.path) return true;
  const isBehind = path === earlier.path || path.startsWith(`${earlier.path}/`);
  return earlier.closed === true && isBehind && !code.startsWith('MODE_');
}

const refusals: ReadonlySet<string> = new Set(['UNSAFE_FILE', 'HOME_UNUSABLE']);

/** When the stores refuse the home, that is a finding, and the other checks go on. */
function ignoringRefusal(check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check();
  } catch (error) {
    const { code, message, hint = '', details } = explainError(error);
    if (!refusals.has(code)) throw error;
    return [
      {
        code,
        path: String(details['path']),
        problem: message,
        impact: 'no command can work with what is in it',
        advice: hint,
      },
    ];
  }
}
