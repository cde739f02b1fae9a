import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Question } from './in-time-zone.ts';

const script = fileURLToPath(new URL('in-time-zone.ts', import.meta.url));

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

const found = new Map<Case, readonly string[]>();

/** One process answers all cases of a zone. */
beforeAll(() => {
  for (const zone of new Set(cases.map((each) => each.zone))) {
    const asked = cases.filter((each) => each.zone === zone);
    const output = execFileSync(process.execPath, ['--conditions=missionctl-source', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
      input: JSON.stringify(asked.map(({ question }) => question)),
    });
    const answers: readonly (readonly string[])[] = JSON.parse(output);
    for (const [at, each] of asked.entries()) found.set(each, answers[at] ?? ['no answer']);
  }
});

describe('local times that look reversed', () => {
  test.each(cases.map((each) => ({ ...each, each })))(
    '$name ($zone, joined $question.joined, active $question.active): $issues',
    ({ each }) => {
      expect(found.get(each)).toEqual(each.issues);
    },
  );
});
