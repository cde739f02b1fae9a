import { explainError } from '../explain-error.ts';
import type { Invocation } from '../invocation.ts';
import { asMended } from './as-mended.ts';
import { checkAliases } from './check-aliases.ts';
import { checkFileSystem } from './check-file-system.ts';
import { checkLocks } from './check-locks.ts';
import { checkModes, wrongModes } from './check-modes.ts';
import { checkOrphans } from './check-orphans.ts';
import { checkPin } from './check-pin.ts';
import { checkPointer } from './check-pointer.ts';
import { checkSessions } from './check-sessions.ts';
import { checkSpelling } from './check-spelling.ts';
import { checkTempFiles } from './check-temp-files.ts';
import type { Check, Finding, Places } from './finding.ts';
import { findPlaces } from './places.ts';

const others: readonly Check[] = [
  checkOrphans,
  checkSessions,
  checkPointer,
  checkPin,
  checkTempFiles,
  checkLocks,
  checkAliases,
  checkSpelling,
  checkFileSystem,
];

/**
 * In the order of mending: a file that everyone can write is refused by all but the first. That
 * comes once for each floor, from the home to an alias, since a mode may hide the floor below.
 */
export const checks: readonly Check[] = [...Array.from({ length: 5 }, () => checkModes), ...others];

/** Everything that is wrong in a home, in the order in which it is to be mended. */
export function examine(invocation: Invocation): readonly Finding[] {
  const places = findPlaces(invocation.home);
  const mended = asMended(invocation, wrongModes(places));
  const found: Finding[] = [];
  for (const check of [checkModes, ...others]) {
    found.push(...findingsOf(check, { invocation: mended, places, before: [...found] }));
  }
  return found;
}

/** What one check finds that is not a consequence, or a repetition, of what is left of others. */
export function findingsOf(
  check: Check,
  {
    invocation,
    places,
    before,
  }: {
    readonly invocation: Invocation;
    readonly places: Places;
    readonly before: readonly Finding[];
  },
): readonly Finding[] {
  return despiteRefusal(() => check(invocation, places)).filter(
    (finding) => !before.some((earlier) => explains(earlier, finding)),
  );
}

function explains(earlier: Finding, { code, path, found }: Finding): boolean {
  if (path === earlier.path && code === earlier.code && found === earlier.found) return true;
  const isMode = earlier.code.startsWith('MODE_');
  if (isMode && code === 'UNSAFE_FILE' && path === earlier.path) return true;
  const isBehind = path === earlier.path || path.startsWith(`${earlier.path}/`);
  return earlier.closed === true && isBehind && !code.startsWith('MODE_');
}

const refusals: ReadonlySet<string> = new Set(['UNSAFE_FILE', 'HOME_UNUSABLE']);

/** A home that is refused is what a check has found; the others go on. */
function despiteRefusal(check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check();
  } catch (error) {
    const { code, message, hint = '', details } = explainError(error);
    if (!refusals.has(code)) throw error;
    return [
      {
        code,
        path: String(details['path']),
        found: message,
        matters: 'no command can work with what is in it',
        advice: hint,
      },
    ];
  }
}
