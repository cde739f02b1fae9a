// Run as a process of its own, with TZ set: answers what is asked on stdin, as JSON, about local times.
import { readFileSync } from 'node:fs';
import {
  decodeSession,
  encodeSession,
  formatTimestamp,
  parseTimestamp,
  type Timestamp,
} from '../src/index.ts';

interface Questions {
  readonly read?: readonly string[];
  readonly write?: readonly Timestamp[];
  readonly rewrite?: readonly string[];
}

const { read = [], write = [], rewrite = [] }: Questions = JSON.parse(readFileSync(0, 'utf8'));

function timestampOf(text: string): Timestamp | null {
  const result = parseTimestamp(text);
  return result.ok ? result.value.timestamp : null;
}

function rewritten(source: string): string | null {
  const result = decodeSession(source);
  return result.ok ? encodeSession(result.document) : null;
}

const answers = {
  read: read.map(timestampOf),
  write: write.map((timestamp) => formatTimestamp(timestamp, 'naive-local')),
  rewrite: rewrite.map(rewritten),
};
process.stdout.write(JSON.stringify(answers));
