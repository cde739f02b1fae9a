import {
  type Issue,
  type Parsed,
  type ParticipantId,
  parseParticipantId,
  type SessionState,
  timeOfUlid,
  timestampToMs,
} from '@missionctl/session-model';
import { type CheckOptions, requireText } from './check-options.ts';
import { passed, warned } from './rule.ts';

const day = 86_400_000;

/**
 * Finds every issue of a participant id. No message contains the id.
 *
 * @param text - the text, whatever is in it
 * @returns the errors `PARTICIPANT_ID_LENGTH`, `_ALPHABET` and `_OVERFLOW`, or the warning `PARTICIPANT_ID_CASE`
 *   for one that is not upper case; empty when nothing is wrong
 * @throws TypeError for what is no string
 * @example
 * checkParticipantId('me').map(({ code }) => code); // ['PARTICIPANT_ID_LENGTH']
 */
export function checkParticipantId(text: string): readonly Issue[] {
  requireText('text', text);
  const result = parseParticipantId(text);
  if (!result.ok) return result.issues;
  if (result.value === text) return passed;
  return warned(
    'PARTICIPANT_ID_CASE',
    'participant_id',
    'the participant id is not upper case, and will be when next written',
  );
}

/**
 * Returns a participant id in its canonical form, which is upper case.
 *
 * @param text - the text, whatever is in it
 * @returns the id, or the errors of `checkParticipantId`
 * @throws TypeError for what is no string
 * @example
 * canonicalizeParticipantId('01hxn8k3m9pqrstvwxyz654321'); // { ok: true, value: '01HXN8K3M9PQRSTVWXYZ654321' }
 */
export function canonicalizeParticipantId(text: string): Parsed<ParticipantId> {
  requireText('text', text);
  return parseParticipantId(text);
}

/** The participant id can be one. */
export function participantIdValid({ participantId }: SessionState): readonly Issue[] {
  return checkParticipantId(participantId);
}

/** The participant id was not issued in the future. It may still be the right one, so that this warns only. */
export function participantIdIssued(
  { participantId }: SessionState,
  { now }: CheckOptions,
): readonly Issue[] {
  const id = parseParticipantId(participantId);
  if (!id.ok || timeOfUlid(id.value) <= timestampToMs(now) + day) return passed;
  return warned(
    'PARTICIPANT_ID_FUTURE',
    'participant_id',
    'the participant id was issued more than a day from now, by its own time',
  );
}
