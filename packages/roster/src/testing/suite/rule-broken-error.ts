/** An engine breaks a rule of the conformance suite. No command ever meets it, so that it is none of the package's `errors.ts`. */
export class RuleBrokenError extends Error {
  /** The name of the class. */
  override readonly name = 'RuleBrokenError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_RULE_BROKEN';
}
