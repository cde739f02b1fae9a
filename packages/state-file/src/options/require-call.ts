import { wrongType } from '@missionctl/atomic-fs/operations';
import { requireWait } from './require-wait.ts';
import type { Wait } from './wait.ts';

/** Checks what every change of a document is called with, before anything is touched. */
export function requireCall(file: unknown, options: Wait): void {
  requireStateFile(file);
  requireWait(options);
}

/** Checks that it is a description of a file, and no path: that is a likely mistake. @throws TypeError */
export function requireStateFile(file: unknown): void {
  const isOne = typeof file === 'object' && file !== null && 'guard' in file && 'codec' in file;
  if (isOne) return;
  throw wrongType('file', 'what stateFile() returns', file);
}
