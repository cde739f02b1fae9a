import type { Check } from '../check.ts';
import { checkAliases } from './check-aliases.ts';
import { checkCaseCollisions } from './check-case-collisions.ts';
import { checkFileSystem } from './check-file-system.ts';
import { checkLedgers } from './check-ledgers.ts';
import { checkLocks } from './check-locks.ts';
import { checkModes } from './check-modes.ts';
import { checkNames } from './check-names.ts';
import { checkNobody } from './check-nobody.ts';
import { checkOrphans } from './check-orphans.ts';
import { checkPin } from './check-pin.ts';
import { checkPointer } from './check-pointer.ts';
import { checkRoster } from './check-roster.ts';
import { checkSessions } from './check-sessions.ts';
import { checkSharedFiles } from './check-shared-files.ts';
import { checkTempFiles } from './check-temp-files.ts';

/** Every check but that of modes, in the order of repair. */
export const otherChecks: readonly Check[] = [
  checkOrphans,
  checkSharedFiles,
  checkRoster,
  checkNobody,
  checkSessions,
  checkPointer,
  checkPin,
  checkLedgers,
  checkTempFiles,
  checkLocks,
  checkAliases,
  checkNames,
  checkCaseCollisions,
  checkFileSystem,
];

/**
 * From the home to the directory of an alias: the home, `missions`, the mission's, `as`, the alias's. As
 * many lead to a record of the roster.
 */
const levels = 5;

/**
 * In the order of repair. A file that everyone can write is refused by all checks but that of modes, so
 * that one comes first; and once for each level of directories, since a mode may hide what is below it.
 */
export const repairChecks: readonly Check[] = [
  ...Array.from({ length: levels }, () => checkModes),
  ...otherChecks,
];
