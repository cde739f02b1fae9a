import type { Invocation } from '../invocation.ts';
import { checkAliases } from './check-aliases.ts';
import { checkFileSystem } from './check-file-system.ts';
import { checkLocks } from './check-locks.ts';
import { checkModes } from './check-modes.ts';
import { checkOrphans } from './check-orphans.ts';
import { checkPin } from './check-pin.ts';
import { checkPointer } from './check-pointer.ts';
import { checkSessions } from './check-sessions.ts';
import { checkSpelling } from './check-spelling.ts';
import { checkTempFiles } from './check-temp-files.ts';
import type { Check, Finding } from './finding.ts';
import { findPlaces } from './places.ts';

/** In the order of mending: a file that everyone can write is refused by all but the first. */
export const checks: readonly Check[] = [
  checkModes,
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

/** Everything that is wrong in a home, in the order in which it is to be mended. */
export function examine(invocation: Invocation): readonly Finding[] {
  const places = findPlaces(invocation.home);
  return checks.flatMap((check) => check(invocation, places));
}
