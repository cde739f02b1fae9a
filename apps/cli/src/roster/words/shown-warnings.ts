import type { Warning } from '../../output/warning.ts';
import type { Invocation } from '../../session/invocation.ts';
import { type Claims, claimWarnings } from './claim-warnings.ts';

/** The warnings of an outcome, those about claims first. */
export function shownWarnings(
  { home }: Pick<Invocation, 'home'>,
  outcome: Claims & { readonly warnings: readonly Warning[] },
): readonly Warning[] {
  return [...claimWarnings(outcome, home.clock()), ...outcome.warnings];
}
