/** One thing found wrong, as data: what is said about it, and how it is said, is up to the caller. */
export interface Issue {
  /** Stable; what programs match on. */
  readonly code: string;
  /** An `error` stands in the way of acting on what was read; a `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** The key that the issue is about, as the document spells it, or `''` for the whole. */
  readonly field: string;
  /** For people: lower case, no full stop, never a value of the document. */
  readonly message: string;
}

export function jsonIssue(what: string, message: string): Issue {
  return { code: `JSON_${what}`, severity: 'error', field: '', message };
}
