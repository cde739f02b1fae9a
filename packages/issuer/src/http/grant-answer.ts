import {
  isFarAhead,
  isRole,
  type ParticipantId,
  parseParticipantId,
  parseTimestamp,
  type Timestamp,
} from '@missionctl/session-model';
import { parseJson } from '@missionctl/strict-json';
import { IssuerProtocolError, IssuerRefusedError } from '../errors.ts';
import type { Grant, JoinRequest } from '../participant-issuer.ts';
import { encodingOf, isPage, nameOfAnswer } from './answer-words.ts';
import type { HttpReply } from './http-reply.ts';

/** What the grant says beyond the answer. */
export interface GrantContext {
  readonly request: JoinRequest;
  readonly apiUrl: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The grant in an answer, everything in it checked: a server's mistake is never stored.
 *
 * @throws ERR_ISSUER_AUTH, ERR_ISSUER_FORBIDDEN, ERR_ISSUER_MISSION_NOT_FOUND,
 *   ERR_ISSUER_INVALID_ROLE, ERR_ISSUER_PROTOCOL. None of them shows a word of the server's.
 */
export function grantOf(answer: HttpReply, asked: GrantContext): Grant {
  switch (answer.status) {
    case 200:
      return grantFrom(answer, fieldsOf(answer), asked);
    case 409:
      return alreadyJoined(answer, asked);
    case 400:
      throw refusedRole(answer);
    case 401:
      throw refused(answer, 'ERR_ISSUER_AUTH');
    case 403:
      throw refused(answer, 'ERR_ISSUER_FORBIDDEN');
    case 404:
      throw refused(answer, 'ERR_ISSUER_MISSION_NOT_FOUND');
    default:
      throw wrong(answer, `${nameOfAnswer(answer)} is not in the contract`);
  }
}

function grantFrom(answer: HttpReply, fields: Fields, { request, apiUrl }: GrantContext): Grant {
  if (fields['mission_id'] !== request.missionId) throw wrong(answer, 'mission_id is another');
  const role = text(answer, fields, 'role');
  if (!isRole(role)) throw wrong(answer, 'role is not one of the four');
  return {
    participantId: ulid(answer, fields, 'participant_id'),
    missionRunId: fields['mission_run_id'] ? ulid(answer, fields, 'mission_run_id') : '',
    role,
    joinedAt: timestamp(answer, fields),
    sessionToken: fields['session_token'] ? text(answer, fields, 'session_token') : '',
    apiUrl,
  };
}

/** Joining twice is not an error: the answer names the identity that there is. */
function alreadyJoined(answer: HttpReply, { request, apiUrl }: GrantContext): Grant {
  const fields = fieldsOf(answer);
  const details = fields['details'];
  if (errorCodeOf(fields) !== 'ALREADY_JOINED' || !isFields(details)) {
    throw wrong(answer, 'status 409 without ALREADY_JOINED and its details');
  }
  return {
    participantId: ulid(answer, details, 'participant_id'),
    missionRunId: details['mission_run_id'] ? ulid(answer, details, 'mission_run_id') : '',
    role: request.role,
    joinedAt: timestamp(answer, details),
    sessionToken: '',
    apiUrl,
  };
}

function refused(answer: HttpReply, code: IssuerRefusedError['code']): Error {
  const { host, status } = answer;
  if (!isPage(answer)) return new IssuerRefusedError(code, { host, status });
  return wrong(answer, `${nameOfAnswer(answer)} is a page, not an answer of an authority`);
}

function refusedRole(answer: HttpReply): Error {
  const { host, status } = answer;
  const fields = fieldsOf(answer);
  const details = fields['details'];
  if (errorCodeOf(fields) !== 'INVALID_ROLE')
    return wrong(answer, 'status 400 without INVALID_ROLE');
  const valid = isFields(details) ? details['valid_roles'] : undefined;
  const validRoles = Array.isArray(valid) ? valid.filter(isRoleText) : [];
  return new IssuerRefusedError('ERR_ISSUER_INVALID_ROLE', { host, status, validRoles });
}

/** The contract names the codes, and not the field that they stand in. */
function errorCodeOf(fields: Fields): unknown {
  return fields['error_code'] ?? fields['code'] ?? fields['error'];
}

function fieldsOf(answer: HttpReply): Fields {
  const { body } = answer;
  const name = nameOfAnswer(answer);
  if (body === undefined || body.length === 0) throw wrong(answer, `${name} without a body`);
  const encoding = encodingOf(answer);
  if (encoding !== undefined) {
    throw wrong(answer, `${name} is encoded (${encoding}), although identity was asked for`);
  }
  const read = parseJson(body);
  if (!read.ok) throw wrong(answer, `${name} is not JSON`);
  if (isFields(read.value)) return read.value;
  throw wrong(answer, `${name} is not a JSON object`);
}

function ulid(answer: HttpReply, fields: Fields, field: string): ParticipantId {
  const parsed = parseParticipantId(text(answer, fields, field));
  if (parsed.ok) return parsed.value;
  throw wrong(answer, `${field} is no ULID`);
}

function timestamp(answer: HttpReply, fields: Fields): Timestamp {
  const parsed = parseTimestamp(text(answer, fields, 'joined_at'));
  if (!parsed.ok || parsed.value.dialect !== 'utc') {
    throw wrong(answer, 'joined_at is no time with an offset');
  }
  const { timestamp: joinedAt } = parsed.value;
  const { dateMs, receivedMs } = answer;
  if (dateMs !== undefined && isFarAhead(joinedAt, dateMs)) {
    throw wrong(answer, 'joined_at lies more than a day ahead of the date of the answer');
  }
  if (!isFarAhead(joinedAt, receivedMs)) return joinedAt;
  throw wrong(
    answer,
    "joined_at lies more than a day ahead of this machine's clock: one of the two clocks is wrong",
  );
}

function text(answer: HttpReply, fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value === 'string') return value;
  throw wrong(answer, `${field} is no text`);
}

function wrong({ host }: HttpReply, reason: string): IssuerProtocolError {
  return new IssuerProtocolError(host, reason);
}

/** A server's words are not shown, but a role's name is needed. */
function isRoleText(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z_]{1,32}$/.test(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
