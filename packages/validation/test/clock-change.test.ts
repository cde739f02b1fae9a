import { isMainThread } from 'node:worker_threads';
import {
  type Issue,
  parseTimestamp,
  type TimestampDialect,
  type TimeZone,
} from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { checkSession } from '../src/index.ts';
import { validState } from './sample-session.ts';

/** A session by its two local times, and the dialect of its file. */
interface Question {
  readonly joined: string;
  readonly active: string;
  readonly dialect?: TimestampDialect | 'mixed';
}

const warning = ['warning last_activity_at JOINED_AFTER_ACTIVITY_CLOCK_CHANGE'];
const error = ['error last_activity_at JOINED_AFTER_ACTIVITY'];

// What, zone, joined, active, issues.
const reversals: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  // Berlin sets its clocks back from 03:00 to 02:00 on 2026-10-25.
  [
    'half an hour, in the repeated hour',
    'Europe/Berlin',
    '2026-10-25T02:50:00',
    '2026-10-25T02:20:00',
    warning,
  ],
  [
    'nearly an hour, in it',
    'Europe/Berlin',
    '2026-10-25T02:59:59.9',
    '2026-10-25T02:00:00',
    warning,
  ],
  ['an hour, into it', 'Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00', error],
  ['into the hour before', 'Europe/Berlin', '2026-10-25T02:10:00', '2026-10-25T01:30:00', warning],
  ['on another day', 'Europe/Berlin', '2026-10-26T02:50:00', '2026-10-26T02:20:00', error],
  ['earlier that day', 'Europe/Berlin', '2026-10-24T20:50:00', '2026-10-24T20:20:00', error],
  [
    'up to three hours after',
    'Europe/Berlin',
    '2026-10-25T05:10:00',
    '2026-10-25T04:40:00',
    warning,
  ],
  ['later than that', 'Europe/Berlin', '2026-10-25T05:10:00', '2026-10-25T05:05:00', error],
  [
    'more than three hours before',
    'Europe/Berlin',
    '2026-10-24T23:50:00',
    '2026-10-24T23:40:00',
    error,
  ],
  // New York does so on 2026-11-01.
  [
    'on the same day elsewhere',
    'America/New_York',
    '2026-10-25T02:50:00',
    '2026-10-25T02:20:00',
    error,
  ],
  ['on its own day', 'America/New_York', '2026-11-01T01:50:00', '2026-11-01T01:20:00', warning],
  // Lord Howe Island's clocks change by half an hour only.
  ['by half an hour', 'Australia/Lord_Howe', '2026-04-05T01:58:00', '2026-04-05T01:28:00', warning],
  [
    'by more than that',
    'Australia/Lord_Howe',
    '2026-04-05T01:58:00.000001',
    '2026-04-05T01:28:00',
    error,
  ],
  ['never, in UTC', 'UTC', '2026-10-25T02:50:00', '2026-10-25T02:20:00', error],
  ['not at all', 'Europe/Berlin', '2026-10-25T02:20:00', '2026-10-25T02:50:00', []],
  [
    'for a day that Samoa left out',
    'Pacific/Apia',
    '2011-12-31T01:00:00',
    '2011-12-29T23:30:00',
    error,
  ],
];

const reversed = { joined: '2026-10-25T02:50:00', active: '2026-10-25T02:20:00' };

// The dialect of the file, issues.
const dialects: readonly (readonly [Question['dialect'], readonly string[]])[] = [
  ['naive-local', warning],
  ['mixed', warning],
  ['utc', error],
  [undefined, error],
];

interface Case {
  readonly name: string;
  readonly zone: string;
  readonly question: Question;
  readonly issues: readonly string[];
}

const cases: readonly Case[] = [
  ...reversals.map(([name, zone, joined, active, issues]) => ({
    name,
    zone,
    question: { joined, active, dialect: 'naive-local' as const },
    issues,
  })),
  ...dialects.map(([dialect, issues]) => ({
    name: `in a file of the dialect ${dialect}`,
    zone: 'Europe/Berlin',
    question: dialect === undefined ? reversed : { ...reversed, dialect },
    issues,
  })),
];

/** The local time of a place, as the platform's own calendar shows it. */
function zoneNamed(timeZone: string): TimeZone {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return {
    offsetAt: (epochMs) =>
      Date.parse(`${format.format(epochMs).replace(' ', 'T')}Z`) -
      Math.floor(epochMs / 1000) * 1000,
  };
}

function issuesOf({ joined, active, dialect }: Question, zone?: TimeZone): readonly Issue[] {
  const timestamp = (text: string) => {
    const parsed = parseTimestamp(text, zone);
    if (!parsed.ok) throw new Error(`not a timestamp: ${text}`);
    return parsed.value.timestamp;
  };
  return checkSession(
    { ...validState, joinedAt: timestamp(joined), lastActivityAt: timestamp(active) },
    { now: timestamp('2030-01-01T00:00:00Z'), dialect, zone },
  ).issues;
}

const shortly = (issues: readonly Issue[]): readonly string[] =>
  issues.map(({ severity, field, code }) => `${severity} ${field} ${code}`);

describe('local times that look reversed', () => {
  test.each(cases)(
    '$name ($zone, joined $question.joined, active $question.active): $issues',
    ({ zone, question, issues }) => {
      expect(shortly(issuesOf(question, zoneNamed(zone)))).toEqual(issues);
    },
  );

  test('are shown both, with the change of the clock', () => {
    const [issue] = issuesOf({ ...reversed, dialect: 'naive-local' }, zoneNamed('Europe/Berlin'));
    expect(issue?.message).toMatch(/T00:50:00.*T00:20:00.*a change of the local clock/);
  });

  // The platform reads TZ again when it changes, but in no thread of its own.
  test.skipIf(!isMainThread).each([
    ['Europe/Berlin', warning],
    ['America/New_York', error],
    ['UTC', error],
  ])('are those of the process unless a zone is given: %s', (zone, issues) => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      expect(shortly(issuesOf({ ...reversed, dialect: 'naive-local' }))).toEqual(issues);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});
