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
 * Reads a participant id: a ULID of either case. Length, alphabet and overflow (26 characters hold 130 bits, a
 * ULID has 128) are distinguished; no message contains the id.
 *
 * @param text - the text, whatever is in it
 * @returns the id in upper case, or its issues: `PARTICIPANT_ID_LENGTH`, `_ALPHABET`, `_OVERFLOW`
 * @example
 * parseParticipantId('01hxn8k3m9pqrstvwxyz654321'); // { ok: true, value: '01HXN8K3M9PQRSTVWXYZ654321' }
 */
export function parseParticipantId(text: string): Parsed<ParticipantId> {
  const issues = ulidIssues(text, kind);
  return issues.length === 0 ? parsed(text.toUpperCase() as ParticipantId) : refused(...issues);
}

/**
 * Returns a text as a participant id, and throws when it cannot be one.
 *
 * @param text - the text, whatever is in it
 * @returns the id in upper case
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue; its message does not show the id
 * @example
 * requireParticipantId('01hxn8k3m9pqrstvwxyz654321'); // '01HXN8K3M9PQRSTVWXYZ654321'
 */
export function requireParticipantId(text: string): ParticipantId {
  return valueOrThrow('participant-id', text, parseParticipantId(text));
}
