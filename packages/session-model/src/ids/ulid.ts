import type { Issue } from '@missionctl/strict-json';
import { errorIssue } from '../issue.ts';

/** The id that a ULID is to be, in the words of its issues. */
export interface UlidKind {
  readonly code: string;
  readonly field: string;
  /** With its article, as a sentence begins. */
  readonly name: string;
}

// Spelt out: under the flags `iu`, U+017F would count as an S and U+212A as a K.
const outsideCrockford = /[^0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]/;

/**
 * Length, alphabet and overflow: 26 characters hold 130 bits, a ULID has 128. Never shows the id.
 */
export function ulidIssues(text: string, { code, field, name }: UlidKind): readonly Issue[] {
  const broken = (what: string, message: string): Issue =>
    errorIssue(`${code}_${what}`, field, `${name} ${message}`);
  const issues: Issue[] = [];
  if (text.length !== 26) {
    issues.push(broken('LENGTH', `has 26 characters, this one ${text.length}`));
  }
  if (outsideCrockford.test(text)) {
    issues.push(broken('ALPHABET', 'holds only 0-9 and A-Z without I, L, O and U'));
  }
  if (issues.length === 0 && text.charAt(0) > '7') {
    issues.push(broken('OVERFLOW', 'begins with 0 to 7, or it exceeds 128 bits'));
  }
  return issues;
}
