import type { ShownSession } from '@missionctl/actions';
import type { Warning } from '../output/warning.ts';
import type { Invocation } from '../session/invocation.ts';

/** What is said of claims beside a focus or a drive intent that is shown. */
export interface ClaimsBeside {
  /** Members of the data, as `shownClaim` describes them. */
  readonly data: { readonly claim: object | null; readonly rivals: readonly object[] };
  readonly warnings: readonly Warning[];
}

/** Most who ask do not drive, and then the roster is not even loaded. */
export async function claimsBeside(
  invocation: Invocation,
  shown: ShownSession,
): Promise<ClaimsBeside> {
  const { session, warnings } = shown;
  if (session.driveIntent !== 'active') return { data: { claim: null, rivals: [] }, warnings };
  return await (await import('./claims-of-driver.ts')).claimsOfDriver(invocation, shown);
}
