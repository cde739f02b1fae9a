// Run as a process of its own, with TZ set: checks a session whose file has the local times asked for on stdin.
import { readFileSync } from 'node:fs';
import type { TimestampDialect } from '@missionctl/session-model';
import { checkSession } from '../src/index.ts';
import { timestamp, validState } from './sample-session.ts';

/** A session by its two local times, and the dialect of its file. */
export interface Question {
  readonly joined: string;
  readonly active: string;
  readonly dialect?: TimestampDialect | 'mixed';
}

const questions: readonly Question[] = JSON.parse(readFileSync(0, 'utf8'));

const answers = questions.map(({ joined, active, ...options }) =>
  checkSession(
    { ...validState, joinedAt: timestamp(joined), lastActivityAt: timestamp(active) },
    { now: timestamp('2030-01-01T00:00:00Z'), ...options },
  ).issues.map(({ severity, field, code }) => `${severity} ${field} ${code}`),
);
process.stdout.write(JSON.stringify(answers));
