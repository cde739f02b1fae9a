import { errorIssue, type Issue } from './issue.ts';

/**
 * Why bytes are no document: `unparseable` bytes are not the strict JSON that is read here, or were torn;
 * those of `wrong-shape` are JSON, but of something else.
 */
export type DocumentFault = 'unparseable' | 'wrong-shape';

export interface Undecodable {
  readonly ok: false;
  readonly fault: DocumentFault;
  readonly issues: readonly Issue[];
}

/** The outcome of reading a file: its document, or what keeps it from being one. */
export type Decoded<D> = { readonly ok: true; readonly document: D } | Undecodable;

export function unparseable(issue: Issue): Undecodable {
  return { ok: false, fault: 'unparseable', issues: [issue] };
}

export function wrongShape(issues: readonly Issue[]): Undecodable {
  return { ok: false, fault: 'wrong-shape', issues };
}

export function jsonIssue(what: string, message: string): Issue {
  return errorIssue(`JSON_${what}`, '', message);
}

/** What kind of JSON value this is, for a message that must not show the value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
