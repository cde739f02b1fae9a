/** One thing found wrong, as data: what is said about it, and how it is said, is up to the caller. */
export interface Issue {
  /** Stable; what programs match on. */
  readonly code: string;
  /** An `error` stands in the way of acting on what was read; a `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** The snake_case key on disk that is meant, or `''`. */
  readonly field: string;
  /** For people: lower case, no full stop, never the value of a token. */
  readonly message: string;
}

/** The outcome of reading a text: its value, or every reason why it has none. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function errorIssue(code: string, field: string, message: string): Issue {
  return { code, severity: 'error', field, message };
}

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused(...issues: readonly Issue[]): {
  readonly ok: false;
  readonly issues: readonly Issue[];
} {
  return { ok: false, issues };
}
