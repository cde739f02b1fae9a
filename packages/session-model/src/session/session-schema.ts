import { type GenericSchema, nullable, object, optional, string } from 'valibot';
import { type WrittenTimestamp, writtenTimestamp } from '../time/written-timestamp.ts';

/** `session.json` as it may be found; files of 6, 7 and 8 keys are older, and still read. */
export interface SessionOnDisk {
  readonly mission_id: string;
  readonly mission_run_id?: string | undefined;
  readonly participant_id: string;
  readonly role: string;
  readonly joined_at: string;
  readonly last_activity_at: string;
  readonly drive_intent?: string | undefined;
  readonly focus?: string | null | undefined;
  readonly session_token?: string | undefined;
  readonly saas_api_url?: string | undefined;
}

/** The ten keys of `session.json`, read: the optional ones filled in, the times understood. */
export interface SessionFields {
  readonly mission_id: string;
  readonly mission_run_id: string;
  readonly participant_id: string;
  readonly role: string;
  readonly joined_at: WrittenTimestamp;
  readonly last_activity_at: WrittenTimestamp;
  readonly drive_intent: string;
  readonly focus: string | null;
  readonly session_token: string;
  readonly saas_api_url: string;
}

const text = string('must be a string');

const entries = {
  mission_id: text,
  mission_run_id: optional(text, ''),
  participant_id: text,
  role: text,
  joined_at: writtenTimestamp,
  last_activity_at: writtenTimestamp,
  drive_intent: optional(text, 'inactive'),
  focus: optional(nullable(string('must be a string or null')), null),
  session_token: optional(text, ''),
  saas_api_url: optional(text, ''),
};

/** The ten keys, in the order in which they are written. */
export const sessionKeys: readonly string[] = Object.keys(entries);

/** The valibot schema of `session.json`: keys, types and times, not whether one may act on it. */
export const sessionSchema: GenericSchema<SessionOnDisk, SessionFields> = object(
  entries,
  'is missing',
);
