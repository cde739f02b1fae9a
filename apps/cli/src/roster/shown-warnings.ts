import type { Warning } from '../output/warning.ts';
import type { Invocation } from '../session/invocation.ts';
import type { Claims } from './claim-warnings.ts';

/**
 * The warnings of an outcome, those about claims first. The words are loaded where there is something to
 * say: a start that has nothing to say does not read them.
 */
export async function shownWarnings(
  { home }: Pick<Invocation, 'home'>,
  outcome: Claims & { readonly warnings: readonly Warning[] },
): Promise<readonly Warning[]> {
  const { notices, rivals = [], warnings } = outcome;
  if (notices.length === 0 && rivals.length === 0) return warnings;
  const { claimWarnings } = await import('./claim-warnings.ts');
  return [...claimWarnings(outcome, home.clock()), ...warnings];
}
