import { type Issue, quoted } from '@missionctl/strict-json';
import type { Parsed } from './issue.ts';

export type IdKind = 'mission-id' | 'alias' | 'participant-id' | 'run-id';

/** A text that cannot be the id it was given as. Nothing was read or written. */
export class InvalidIdError extends Error {
  override readonly name = 'InvalidIdError';
  readonly code = 'ERR_INVALID_ID';
  readonly kind: IdKind;
  readonly issues: readonly Issue[];

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
  if (result.ok) return result.value;
  throw new InvalidIdError(kind, text, result.issues);
}
