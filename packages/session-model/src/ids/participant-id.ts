import type { Branded } from '../branded.ts';
import { valueOrThrow } from '../errors.ts';
import { type Parsed, parsed, refused } from '../issue.ts';
import { type UlidKind, ulidIssues } from './ulid.ts';

/** Who somebody is in a mission: a ULID in its canonical form, which is upper case. */
export type ParticipantId = Branded<'ParticipantId'>;

const kind: UlidKind = {
  code: 'PARTICIPANT_ID',
  field: 'participant_id',
  name: 'a participant id',
};

/**
 * Reads a ULID of either case; the value is the upper-case one. Length, alphabet and overflow (26
 * characters hold 130 bits, a ULID has 128) are told apart; no message contains the id.
 */
export function parseParticipantId(text: string): Parsed<ParticipantId> {
  const issues = ulidIssues(text, kind);
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
