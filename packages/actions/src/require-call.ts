import type { LockWait } from '@missionctl/session-store';
import { requireWait } from '@missionctl/session-store/operations';
import { type Evidence, type FullEvidence, fullEvidence } from './evidence.ts';
import { type Home, requireHome } from './home.ts';

/**
 * Checks what an action is called with, before it touches anything.
 *
 * @throws TypeError, RangeError
 */
export function requireCall(home: Home, evidence: Evidence, options: LockWait = {}): FullEvidence {
  requireHome(home);
  requireWait(options);
  return fullEvidence(evidence);
}
