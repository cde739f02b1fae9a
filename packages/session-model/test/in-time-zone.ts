// Run as a process of its own, with TZ set: answers what is asked on stdin, as JSON, about local times.
import { readFileSync } from 'node:fs';
import {
  decodeSession,
  encodeSession,
  formatTimestamp,
  parseTimestamp,
  type Timestamp,
} from '../src/index.ts';

/** What is asked of one zone. */
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
  /** What is read of each local time that was written. */
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
