import type { Issue } from '@missionctl/session-model';

/** The outcome with the one warning that says what others cannot see; the same where they can. */
export function withUnshared<T extends { readonly warnings: readonly Issue[] }>(
  outcome: T,
  failure: string | undefined,
): T {
  if (failure === undefined) return outcome;
  return { ...outcome, warnings: [...outcome.warnings, unshared(failure)] };
}

/** The warning for an engine that was not reached. */
export function unshared(failure: string): Issue {
  const message = `other homes do not see this, nor this home what they do: ${failure}`;
  return { code: 'NOT_SHARED', severity: 'warning', field: '', message };
}
