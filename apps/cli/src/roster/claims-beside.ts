import type { ShownSession } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';
import type { ClaimsBeside } from './claims-of-driver.ts';

/** Most who ask do not drive, and then the roster is not even loaded. */
export async function claimsBeside(
  invocation: Invocation,
  shown: ShownSession,
): Promise<ClaimsBeside> {
  const { session, warnings } = shown;
  if (session.driveIntent !== 'active') return { data: { claim: null, rivals: [] }, warnings };
  return (await import('./claims-of-driver.ts')).claimsOfDriver(invocation, shown);
}
