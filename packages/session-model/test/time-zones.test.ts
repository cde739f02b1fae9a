import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Timestamp, timestampFromMs, timestampToMs } from '../src/index.ts';
import type { Answers, Questions } from './in-time-zone.ts';
import { sampleFile, timestamp } from './session-samples.ts';

/** The local time that the platform's own calendar shows, which the package does not use. */
function wallClock(timeZone: string): (at: Timestamp) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (at) => format.format(new Date(timestampToMs(at))).replace(' ', 'T');
}

// Zone, local time, instant.
const readings: readonly (readonly [string, string, string])[] = [
  ['UTC', '2026-02-15T14:16:02', '2026-02-15T14:16:02.000000Z'],
  ['Europe/Berlin', '2026-02-15T14:16:02', '2026-02-15T13:16:02.000000Z'],
  ['Europe/Berlin', '2026-07-15T14:16:02.5', '2026-07-15T12:16:02.500000Z'],
  ['America/New_York', '2026-02-15T14:16', '2026-02-15T19:16:00.000000Z'],
  ['Asia/Kolkata', '2026-02-15 14:16:02', '2026-02-15T08:46:02.000000Z'],
  ['Pacific/Kiritimati', '2026-01-01T00:00:00', '2025-12-31T10:00:00.000000Z'],
  ['Pacific/Pago_Pago', '2026-12-31T23:00:00', '2027-01-01T10:00:00.000000Z'],
  // Of the two instants of a repeated hour, the first.
  ['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000000Z'],
  ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000000Z'],
  ['Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-04T14:45:00.000000Z'],
  // In a skipped hour, the time of a clock that was not yet set forward.
  ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000000Z'],
  ['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000000Z'],
];

// Zone, instant, local time.
const writings: readonly (readonly [string, string, string])[] = [
  ['Europe/Berlin', '2026-02-15T13:16:02.154627Z', '2026-02-15T14:16:02.154627'],
  ['Europe/Berlin', '2026-02-15T13:16:02.000000Z', '2026-02-15T14:16:02'],
  ['Europe/Berlin', '2026-02-15T13:16:02.000001Z', '2026-02-15T14:16:02.000001'],
  ['Europe/Berlin', '2026-10-25T00:30:00.000000Z', '2026-10-25T02:30:00'],
  ['Europe/Berlin', '2026-10-25T01:30:00.000000Z', '2026-10-25T02:30:00'],
  ['Asia/Kolkata', '2026-12-31T18:30:00.250000Z', '2027-01-01T00:00:00.250000'],
  ['America/St_Johns', '0987-01-02T03:04:05.000000Z', '0987-01-01T23:33:13'],
  ['UTC', '0001-06-01T00:00:00.000000Z', '0001-06-01T00:00:00'],
  ['UTC', '9999-06-01T00:00:00.000000Z', '9999-06-01T00:00:00'],
  // These have no local time with a year of four digits.
  ['America/New_York', '0001-01-01T00:00:00.000000Z', '0001-01-01T00:00:00.000000Z'],
  ['Europe/Berlin', '9999-12-31T23:30:00.000000Z', '9999-12-31T23:30:00.000000Z'],
];

const script = fileURLToPath(new URL('in-time-zone.ts', import.meta.url));

const fileOf = (joinedAt: string, lastActivityAt: string): string =>
  sampleFile
    .replace('2026-02-15T13:16:02.000000Z', joinedAt)
    .replace('2026-02-15T14:03:27.154627Z', lastActivityAt);

// In Berlin: a file, and the file that is written.
const files: readonly (readonly [string, string, string])[] = [
  ...[
    ['in a skipped hour', '2026-03-29T02:30:00', '2026-03-29T02:45:00.000001'] as const,
    ['in a repeated hour', '2026-10-25T02:50:00', '2026-10-25T02:20:00'] as const,
    ['across the year', '2026-02-15T14:16:02', '2026-07-15T14:16:02.5'] as const,
  ].map(([when, joined, active]): readonly [string, string, string] => [
    `with local times ${when} is itself again, byte for byte`,
    fileOf(joined, active),
    fileOf(joined, active),
  ]),
  [
    'of mixed dialects is in UTC, by the local time of this machine',
    fileOf('2026-02-15T13:16:02.000000Z', '2026-02-15T15:03:27.154627'),
    fileOf('2026-02-15T13:16:02.000000Z', '2026-02-15T14:03:27.154627Z'),
  ],
];

const edges = ['0001-01-01T00:00:00', '9999-12-31T23:59:59'];
const zonesOfEdges = ['America/New_York', 'Asia/Tokyo'];

const zonesOfInstants = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
];

const instants = fc
  .bigInt({
    min: BigInt(Date.parse('1975-01-01')) * 1000n,
    max: BigInt(Date.parse('2037-01-01')) * 1000n,
  })
  .map((micros) => timestampFromMs(Number(micros) / 1000));

/** Every hour of a year, with its clock changes, and random instants. */
const anyInstants: readonly Timestamp[] = [
  ...Array.from({ length: 366 * 24 }, (_, hour) =>
    timestampFromMs(Date.parse('2026-01-01T00:30:00Z') + hour * 3_600_000),
  ),
  ...fc.sample(instants, 400),
];

/** The tables' rows of one zone. */
const rowsOf = <Row extends readonly string[]>(table: readonly Row[], zone: string) =>
  table.filter(([name]) => name === zone);

/** Asks one process for every row of a zone. */
function answersOf(zone: string): Answers {
  const questions: Questions = {
    read: [...rowsOf(readings, zone).map(([, text]) => text), ...edges],
    write: [
      ...rowsOf(writings, zone).map(([, instant]) => timestamp(instant)),
      ...(zonesOfInstants.includes(zone) ? anyInstants : []),
    ],
    rewrite: files.map(([, text]) => text),
  };
  const output = execFileSync(process.execPath, ['--conditions=missionctl-source', script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
    input: JSON.stringify(questions),
  });
  return JSON.parse(output);
}

const zones = new Set([
  ...[...readings, ...writings].map(([zone]) => zone),
  ...zonesOfEdges,
  ...zonesOfInstants,
]);
const answers = new Map<string, Answers>();
beforeAll(() => {
  for (const zone of zones) answers.set(zone, answersOf(zone));
});

function asked(zone: string): Answers {
  const found = answers.get(zone);
  if (found === undefined) throw new Error(`nobody asked in ${zone}`);
  return found;
}

describe('a local time without an offset', () => {
  test.each([...zones])(
    'is read in %s as Python reads it, and written as the wall clock shows it',
    (zone) => {
      const rows = rowsOf(readings, zone).map(([, , instant]) => instant);
      const texts = rowsOf(writings, zone).map(([, , text]) => text);
      expect(asked(zone).read.slice(0, rows.length)).toEqual(rows);
      expect(asked(zone).write.slice(0, texts.length)).toEqual(texts);
    },
  );

  test.each(zonesOfEdges)('must have a valid year in UTC too, in %s', (zone) => {
    const read = asked(zone).read.slice(-edges.length);
    expect(read.map((text) => text !== null)).toEqual([
      zone !== 'Asia/Tokyo',
      zone === 'Asia/Tokyo',
    ]);
  });
});

describe.each(zonesOfInstants)('in %s', (zone) => {
  test('every instant is written as the wall clock shows it', () => {
    const texts = asked(zone)
      .write.slice(-anyInstants.length)
      .map((text) => text.slice(0, 19));
    const clock = wallClock(zone);
    expect(texts).toEqual(anyInstants.map(clock));
  });

  test('every instant is read back, or another one with the same wall clock time', () => {
    const back = asked(zone).back.slice(-anyInstants.length);
    const moved = anyInstants
      .map((instant, at) => ({ instant, found: back[at] ?? instant }))
      .filter(({ instant, found }) => found !== instant);
    expect(back).not.toContain(null);
    expect(moved.length).toBeLessThan(10);
    const clock = wallClock(zone);
    for (const { instant, found } of moved) {
      expect(clock(found)).toBe(clock(instant));
      expect(found < instant).toBe(true);
    }
  });
});

describe('a session file that is rewritten in Berlin', () => {
  test.each(files.map(([what, , text], at) => ({ what, text, at })))('$what', ({ text, at }) => {
    expect(asked('Europe/Berlin').rewrite[at]).toBe(text);
  });
});
