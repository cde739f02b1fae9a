import { type Issue, quoted } from '@missionctl/strict-json';
import type { Parsed } from './issue.ts';

/** What a text was to be. */
export type IdKind = 'mission-id' | 'alias' | 'participant-id' | 'run-id';

/** A text that cannot be the id it was given as. Nothing was read or written. */
export class InvalidIdError extends Error {
  override readonly name = 'InvalidIdError';
  /** What programs match on. */
  readonly code = 'ERR_INVALID_ID';
  /** What the text was to be. */
  readonly kind: IdKind;
  /** Every rule that it breaks. */
  readonly issues: readonly Issue[];

  /**
   * @param kind - what the text was to be
   * @param text - the text; the message shows it in quotes and cut, but for a participant id
   * @param issues - every rule that it breaks, of which the message is made
   */
  constructor(kind: IdKind, text: string, issues: readonly Issue[]) {
    super(`${subject(kind, text)}: ${issues.map(({ message }) => message).join('; ')}`);
    this.kind = kind;
    this.issues = issues;
  }
}

/** A participant id says who somebody is, so that a log must not show it in full. */
function subject(kind: IdKind, text: string): string {
  const invalid = `invalid ${kind.replace('-', ' ')}`;
  return kind === 'participant-id' ? invalid : `${invalid} ${quoted(text)}`;
}

export function valueOrThrow<T>(kind: IdKind, text: string, result: Parsed<T>): T {
  // Before the result: a regular expression takes undefined for the text of that name.
  if (typeof text !== 'string') throw new TypeError(`a ${kind} must be a string`);
  if (result.ok) return result.value;
  throw new InvalidIdError(kind, text, result.issues);
}
