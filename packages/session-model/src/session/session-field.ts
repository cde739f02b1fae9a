import { type GenericSchema, nullable, string } from 'valibot';
import type { Parsed } from '../issue.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { TimestampDialect } from '../time/timestamp-text.ts';
import {
  rewriteTimestamp,
  type WrittenTimestamp,
  writtenTimestampIn,
} from '../time/written-timestamp.ts';
import type { FieldCheck, SessionPatch } from './session-patch.ts';
import type { SessionState } from './session-state.ts';

/** A field of a session, by its name in memory. */
export type SessionProperty = keyof SessionState;

/** The fields that are times. */
export type TimeProperty = {
  [P in SessionProperty]: SessionState[P] extends Timestamp ? P : never;
}[SessionProperty];

/** The fields without which a file is no session; each of the others has a default. */
export type RequiredProperty = 'missionId' | 'participantId' | 'role' | TimeProperty;

/** The name of a field on disk. */
export type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : Name;

/** What the schema makes of a field of a file: a time keeps its text and its dialect. */
export type FieldOnRead<P extends SessionProperty> = P extends TimeProperty
  ? WrittenTimestamp
  : SessionState[P];

/** How the times of one file are written, and the texts that they were read from. */
export interface FileTimes {
  readonly dialect: TimestampDialect;
  /** Whose local time a text without an offset is; undefined for the engine's. */
  readonly zone?: TimeZone | undefined;
  readonly texts: Readonly<Record<TimeProperty, string>>;
}

/** What a field holds in JSON: a string, a string or null, or a string that is a time. */
export type FieldContent = 'text' | 'text-or-null' | 'time';

/** All that is to be known of one field of a session. */
export type SessionField<P extends SessionProperty> = {
  /** Its key on disk. */
  readonly key: SnakeCase<P>;
  /** What it holds in JSON. */
  readonly content: FieldContent;
  /** What a file may have there when the key is present. */
  readonly schema: GenericSchema<unknown, FieldOnRead<P>>;
  /** What the state has for what the schema made of the file. */
  readonly read: (found: FieldOnRead<P>) => SessionState[P];
  /** What the file gets for what the state has. */
  readonly write: (value: SessionState[P], times: FileTimes) => string | null;
  /** Whether programs see it in JSON output; secrets are not shown. */
  readonly shown: boolean;
} & (P extends RequiredProperty
  ? { readonly default?: never }
  : { /** What is read where the key is absent. */ readonly default: SessionState[P] }) &
  (P extends keyof SessionPatch
    ? { /** What an update may change it to. */ readonly check: FieldCheck }
    : { readonly check?: never });

const aString: GenericSchema<unknown, string> = string('must be a string');
const aStringOrNull: GenericSchema<unknown, string | null> = nullable(
  string('must be a string or null'),
);

/** How a field of one kind is read and written. */
interface FieldKind<Found, Value> {
  readonly content: FieldContent;
  readonly schema: GenericSchema<unknown, Found>;
  readonly read: (found: Found) => Value;
  readonly write: (value: Value, times: FileTimes) => string | null;
}

/** A text, read and written as it is. */
export const text: FieldKind<string, string> = {
  content: 'text',
  schema: aString,
  read: (found) => found,
  write: (value) => value,
};

/** An id that is written in its canonical form; what cannot be the id is kept as it is. */
export function id(parse: (text: string) => Parsed<string>): FieldKind<string, string> {
  return {
    ...text,
    write: (value) => {
      const parsed = parse(value);
      return parsed.ok ? parsed.value : value;
    },
  };
}

/** A text for which there is a word for none, besides null. */
export function textOrNone(
  isNone: (text: string) => boolean,
): FieldKind<string | null, string | null> {
  const orNull = (value: string | null): string | null =>
    value === null || isNone(value) ? null : value;
  return { content: 'text-or-null', schema: aStringOrNull, read: orNull, write: orNull };
}

/**
 * A time: it is written by the text it was read from while it is the same, and in the dialect of
 * the file.
 */
export function time(property: TimeProperty): FieldKind<WrittenTimestamp, Timestamp> {
  return {
    content: 'time',
    schema: writtenTimestampIn(undefined),
    read: ({ timestamp }) => timestamp,
    write: (value, times) => rewriteTimestamp(value, times.texts[property], times),
  };
}
