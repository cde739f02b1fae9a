import type { Branded } from './branded.ts';
import { valueOrThrow } from './errors.ts';
import { errorIssue, type Issue, type Parsed, parsed, refused } from './issue.ts';

/** Who somebody is in a mission: a ULID in its canonical form, which is upper case. */
export type ParticipantId = Branded<'ParticipantId'>;

// Spelt out: under the flags `iu`, U+017F would count as an S and U+212A as a K.
const outsideCrockford = /[^0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]/;

/**
 * Reads a ULID of either case; the value is the upper-case one. Length, alphabet and overflow (26
 * characters hold 130 bits, a ULID has 128) are told apart; no message contains the id.
 */
export function parseParticipantId(text: string): Parsed<ParticipantId> {
  const issues = ulidIssues(text);
  return issues.length === 0 ? parsed(text.toUpperCase() as ParticipantId) : refused(...issues);
}

/**
 * Returns the text as a participant id in canonical form.
 *
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 */
export function requireParticipantId(text: string): ParticipantId {
  return valueOrThrow('participant-id', text, parseParticipantId(text));
}

function ulidIssues(text: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (text.length !== 26) {
    issues.push(broken('LENGTH', `a participant id has 26 characters, this one ${text.length}`));
  }
  if (outsideCrockford.test(text)) {
    issues.push(
      broken('ALPHABET', 'a participant id holds only 0-9 and A-Z without I, L, O and U'),
    );
  }
  if (issues.length === 0 && text.charAt(0) > '7') {
    issues.push(broken('OVERFLOW', 'a participant id begins with 0 to 7, or it exceeds 128 bits'));
  }
  return issues;
}

function broken(what: string, message: string): Issue {
  return errorIssue(`PARTICIPANT_ID_${what}`, 'participant_id', message);
}
