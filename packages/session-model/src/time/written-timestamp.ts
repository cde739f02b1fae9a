import { type GenericSchema, pipe, rawTransform, string } from 'valibot';
import { type Parsed, parsed } from '../issue.ts';
import type { TimeZone } from './time-zone.ts';
import type { Timestamp } from './timestamp.ts';
import { formatTimestamp, parseTimestamp, type TimestampDialect } from './timestamp-text.ts';

/** A timestamp as a file has it: the instant, the dialect, and the very text. */
export interface WrittenTimestamp {
  /** The instant, in UTC. */
  readonly timestamp: Timestamp;
  /** How it is written. */
  readonly dialect: TimestampDialect;
  /** The text as it is in the file. */
  readonly text: string;
}

/** The schema of a time in a file whose local times are those of a zone. */
export function writtenTimestampIn(
  zone: TimeZone | undefined,
): GenericSchema<string, WrittenTimestamp> {
  return pipe(
    string('must be a string'),
    rawTransform(({ dataset: { value: text }, addIssue, NEVER }) => {
      const result = readWrittenTimestamp(text, zone);
      if (result.ok) return result.value;
      for (const { message } of result.issues) addIssue({ message: `is ${message}` });
      return NEVER;
    }),
  );
}

function readWrittenTimestamp(text: string, zone: TimeZone | undefined): Parsed<WrittenTimestamp> {
  const result = parseTimestamp(text, zone);
  if (!result.ok) return result;
  const { timestamp, dialect } = result.value;
  return parsed({ timestamp, dialect, text });
}

/**
 * Writes a timestamp by the text it was read from, as long as that still says the same in the same
 * dialect: a local time in a repeated or skipped hour would otherwise come back an hour off.
 */
export function rewriteTimestamp(
  timestamp: Timestamp,
  text: string | null,
  { dialect, zone }: { readonly dialect: TimestampDialect; readonly zone?: TimeZone | undefined },
): string {
  const read = parseTimestamp(text ?? '', zone);
  const fits = read.ok && read.value.timestamp === timestamp && read.value.dialect === dialect;
  return fits && text !== null ? text : formatTimestamp(timestamp, dialect, zone);
}
