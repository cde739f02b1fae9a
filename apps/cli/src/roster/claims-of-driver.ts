import { type ShownSession, showClaimsSync } from '@missionctl/actions';
import type { Warning } from '../output/warning.ts';
import type { Invocation } from '../session/invocation.ts';
import { shownClaimData } from './claim-data.ts';
import { shownWarnings } from './words/shown-warnings.ts';

/** What is said of claims beside a focus or a drive intent that is shown. */
export interface ClaimsBeside {
  /** Members of the data, as `shownClaim` describes them. */
  readonly data: { readonly claim: object | null; readonly rivals: readonly object[] };
  readonly warnings: readonly Warning[];
}

/** What somebody who drives has to know of its claim. */
export function claimsOfDriver(invocation: Invocation, shown: ShownSession): ClaimsBeside {
  const claims = showClaimsSync(invocation.home, shown);
  const warnings = [...shown.warnings, ...claims.warnings];
  return {
    data: shownClaimData(claims),
    warnings: shownWarnings(invocation, { ...shown, ...claims, warnings }),
  };
}
