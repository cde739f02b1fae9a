import type { Issue } from '@missionctl/strict-json';

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
