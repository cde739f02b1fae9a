// Runs in its own process, with TZ set: answers questions about local times, as JSON from stdin.
import { readFileSync } from 'node:fs';
import {
  decodeSession,
  encodeSession,
  formatTimestamp,
  parseTimestamp,
  type Timestamp,
} from '../src/index.ts';

/** The questions about one zone. */
export interface Questions {
  /** Local times to read. */
  readonly read: readonly string[];
  /** Instants to write as local times. */
  readonly write: readonly Timestamp[];
  /** Session files to read and write. */
  readonly rewrite: readonly string[];
}

/** The answers, in the order of the questions. */
export interface Answers {
  readonly read: readonly (Timestamp | null)[];
  readonly write: readonly string[];
  /** Each written local time, read again. */
  readonly back: readonly (Timestamp | null)[];
  readonly rewrite: readonly (string | null)[];
}

const { read, write, rewrite }: Questions = JSON.parse(readFileSync(0, 'utf8'));

function timestampOf(text: string): Timestamp | null {
  const result = parseTimestamp(text);
  return result.ok ? result.value.timestamp : null;
}

function rewritten(source: string): string | null {
  const result = decodeSession(source);
  return result.ok ? encodeSession(result.document) : null;
}

const written = write.map((timestamp) => formatTimestamp(timestamp, 'naive-local'));
const answers: Answers = {
  read: read.map(timestampOf),
  write: written,
  back: written.map(timestampOf),
  rewrite: rewrite.map(rewritten),
};
process.stdout.write(JSON.stringify(answers));
