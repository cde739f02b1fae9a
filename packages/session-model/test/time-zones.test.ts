import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Timestamp, timestampFromMs, timestampToMs } from '../src/index.ts';
import { sampleFile, timestamp } from './session-samples.ts';

interface Answers {
  readonly read: readonly (Timestamp | null)[];
  readonly write: readonly string[];
  readonly rewrite: readonly (string | null)[];
}

const script = fileURLToPath(new URL('in-time-zone.ts', import.meta.url));

function inTimeZone(TZ: string, questions: object): Answers {
  const output = execFileSync(process.execPath, ['--conditions=missionctl-source', script], {
    env: { ...process.env, TZ },
    encoding: 'utf8',
    input: JSON.stringify(questions),
  });
  return JSON.parse(output);
}

/** The local time that the platform's own calendar shows, which the package does not use. */
function wallClock(at: Timestamp, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return format.format(new Date(timestampToMs(at))).replace(' ', 'T');
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
  // In a skipped hour, what the clock would have shown had it not been set forward yet.
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
  // There is no local time of four digits for these.
  ['America/New_York', '0001-01-01T00:00:00.000000Z', '0001-01-01T00:00:00.000000Z'],
  ['Europe/Berlin', '9999-12-31T23:30:00.000000Z', '9999-12-31T23:30:00.000000Z'],
];

/** Asks one process for all that the two tables have of a zone. */
function tablesIn(zone: string): Answers {
  return inTimeZone(zone, {
    read: readings.filter(([name]) => name === zone).map(([, text]) => text),
    write: writings.filter(([name]) => name === zone).map(([, instant]) => instant),
  });
}

describe('a local time without an offset', () => {
  const zones = [...new Set([...readings, ...writings].map(([zone]) => zone))];

  test.each(zones)(
    'is read in %s as Python reads it, and written as the wall clock shows it',
    (zone) => {
      const inZone = ([name]: readonly string[]): boolean => name === zone;
      expect(tablesIn(zone)).toMatchObject({
        read: readings.filter(inZone).map(([, , instant]) => instant),
        write: writings.filter(inZone).map(([, , text]) => text),
      });
    },
  );

  test.each(['America/New_York', 'Asia/Tokyo'])('must have a year in UTC too, in %s', (zone) => {
    const edges = ['0001-01-01T00:00:00', '9999-12-31T23:59:59'];
    const { read } = inTimeZone(zone, { read: edges });
    expect(read.map((text) => text !== null)).toEqual([
      zone !== 'Asia/Tokyo',
      zone === 'Asia/Tokyo',
    ]);
  });
});

describe.each([
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
])('in %s', (zone) => {
  const instants = fc
    .bigInt({
      min: BigInt(Date.parse('1975-01-01')) * 1000n,
      max: BigInt(Date.parse('2037-01-01')) * 1000n,
    })
    .map((micros) => timestampFromMs(Number(micros) / 1000));

  test('every instant is written as the wall clock shows it', () => {
    const write = fc.sample(instants, 400);
    const texts = inTimeZone(zone, { write }).write.map((text) => text.slice(0, 19));
    expect(texts).toEqual(write.map((instant) => wallClock(instant, zone)));
  });

  test('every instant comes back, or another one that the wall clock shows alike', () => {
    // Hourly through a year, so that its changes of clocks are among them.
    const hours = Array.from({ length: 366 * 24 }, (_, hour) =>
      timestampFromMs(Date.parse('2026-01-01T00:30:00Z') + hour * 3_600_000),
    );
    const write = [...hours, ...fc.sample(instants, 400)];
    const read = inTimeZone(zone, { read: inTimeZone(zone, { write }).write }).read;
    const moved = write.filter((instant, index) => instant !== read[index]);
    expect(moved.length).toBeLessThan(10);
    for (const instant of moved) {
      const back = read[write.indexOf(instant)];
      expect(wallClock(back ?? instant, zone)).toBe(wallClock(instant, zone));
      expect((back ?? instant) < instant).toBe(true);
    }
  });
});

describe('a session file', () => {
  const fileOf = (joinedAt: string, lastActivityAt: string): string =>
    sampleFile
      .replace('2026-02-15T13:16:02.000000Z', joinedAt)
      .replace('2026-02-15T14:03:27.154627Z', lastActivityAt);

  test.each([
    ['in a skipped hour', '2026-03-29T02:30:00', '2026-03-29T02:45:00.000001'],
    ['in a repeated hour', '2026-10-25T02:50:00', '2026-10-25T02:20:00'],
    ['across the year', '2026-02-15T14:16:02', '2026-07-15T14:16:02.5'],
  ])('whose local times lie %s is rewritten byte for byte', (_, joinedAt, lastActivityAt) => {
    const rewrite = [fileOf(joinedAt, lastActivityAt)];
    expect(inTimeZone('Europe/Berlin', { rewrite }).rewrite).toEqual(rewrite);
  });

  test('of mixed dialects becomes UTC by the local time of this machine', () => {
    const rewrite = [fileOf('2026-02-15T13:16:02.000000Z', '2026-02-15T15:03:27.154627')];
    expect(inTimeZone('Europe/Berlin', { rewrite }).rewrite).toEqual([
      fileOf('2026-02-15T13:16:02.000000Z', timestamp('2026-02-15T14:03:27.154627Z')),
    ]);
  });
});
