import { type ShownSession, showClaimsSync } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';
import { shownClaimData } from './claim-data.ts';
import type { ClaimsBeside } from './claims-beside.ts';
import { shownWarnings } from './shown-warnings.ts';

/** What somebody who drives has to know of its claim. */
export async function claimsOfDriver(
  invocation: Invocation,
  shown: ShownSession,
): Promise<ClaimsBeside> {
  const claims = showClaimsSync(invocation.home, shown);
  const warnings = [...shown.warnings, ...claims.warnings];
  return {
    data: shownClaimData(claims),
    warnings: await shownWarnings(invocation, { ...shown, ...claims, warnings }),
  };
}
