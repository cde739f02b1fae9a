import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatTimestamp,
  isFarAhead,
  machineZone,
  parseTimestamp,
  type Timestamp,
  timestampFromMs,
  timestampToMs,
} from '../src/index.ts';

function read(text: string): Timestamp {
  const result = parseTimestamp(text);
  if (!result.ok) throw new Error(`not a timestamp: ${text}`);
  return result.value.timestamp;
}

describe('reading a timestamp', () => {
  // The right-hand sides are those of Python 3.11: fromisoformat(...).astimezone(timezone.utc).
  test.each([
    ['2026-02-15T13:16:02.154627Z', '2026-02-15T13:16:02.154627Z'],
    ['2026-02-15T13:16:02Z', '2026-02-15T13:16:02.000000Z'],
    ['2026-02-15 13:16:02Z', '2026-02-15T13:16:02.000000Z'],
    ['2026-02-15T13:16Z', '2026-02-15T13:16:00.000000Z'],
    ['2026-02-15T13:16:02.1Z', '2026-02-15T13:16:02.100000Z'],
    ['2026-02-15T13:16:02.154Z', '2026-02-15T13:16:02.154000Z'],
    ['2026-02-15T13:16:02.123456789Z', '2026-02-15T13:16:02.123456Z'],
    ['2026-02-15T13:16:02.999999999Z', '2026-02-15T13:16:02.999999Z'],
    ['2026-02-15T13:16:02+00:00', '2026-02-15T13:16:02.000000Z'],
    ['2026-02-15T13:16:02-00:00', '2026-02-15T13:16:02.000000Z'],
    ['2026-02-15T13:16:02.123456+01:00', '2026-02-15T12:16:02.123456Z'],
    ['2026-02-15T13:16:02+0100', '2026-02-15T12:16:02.000000Z'],
    ['2026-02-15T13:16:02+01', '2026-02-15T12:16:02.000000Z'],
    ['2026-02-15T13:16-05:30', '2026-02-15T18:46:00.000000Z'],
    ['2026-02-15T13:16:02+23:59', '2026-02-14T13:17:02.000000Z'],
    ['2025-12-31T23:30:00-01:00', '2026-01-01T00:30:00.000000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
    ['0050-06-01T12:00:00+02:00', '0050-06-01T10:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
    ['9999-12-31T23:59:59.999999+14:00', '9999-12-31T09:59:59.999999Z'],
  ])('%s is %s', (text, timestamp) => {
    expect(parseTimestamp(text)).toEqual({ ok: true, value: { timestamp, dialect: 'utc' } });
  });

  test('in our own form gives the same as any other form of that instant', () => {
    const upTo = (most: number, width = 2): fc.Arbitrary<string> =>
      fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, '0'));
    // One more than each field allows, so invalid times as well.
    const parts = fc.tuple(upTo(9999, 4), upTo(13), upTo(32), upTo(24), upTo(60), upTo(60));
    fc.assert(
      fc.property(parts, upTo(999999, 6), ([year, month, day, ...time], fraction) => {
        const text = `${year}-${month}-${day}T${time.join(':')}.${fraction}`;
        expect(parseTimestamp(`${text}Z`)).toEqual(parseTimestamp(`${text}+00:00`));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['2026-02-15T13:16:02', '2026-02-15 13:16', '2026-02-15T13:16:02.154627'])(
    '%s, which has no offset, is local time',
    (text) => {
      const local = new Date(text.replace(' ', 'T'));
      expect(parseTimestamp(text)).toMatchObject({ ok: true, value: { dialect: 'naive-local' } });
      expect(Math.floor(timestampToMs(read(text)))).toBe(local.getTime());
    },
  );

  test.each([
    '',
    'now',
    '1771161362',
    '2026-02-15',
    '20260215T131602Z',
    '2026-W07-7T13:16:02',
    '2026-02-15T13',
    '2026-02-15T13:16:02z',
    '2026-02-15t13:16:02Z',
    '2026-02-15T13:16:02 Z',
    ' 2026-02-15T13:16:02Z',
    ' 2026-02-15T13:16:02.154627Z',
    '2026-02-15T13:16:02.154627Z ',
    '0000-02-15T13:16:02.154627Z',
    '2026-02-15T13:16:02Z\n',
    '2026-02-15T13:16:02.Z',
    '2026-02-15T13:16:02.1234567890Z',
    '2026-02-15T13:16.5Z',
    '2026-02-15T13:16:02ZZ',
    '2026-02-15T13:16:02Z00',
    '2026-02-15T13:16:02+1:00',
    '2026-02-15T13:16:02+24:00',
    '2026-02-15T13:16:02+01:60',
    '2026-02-15T13:16:02+01:',
    '2026-2-15T13:16:02Z',
    '+002026-02-15T13:16:02Z',
    '2026-02-15T24:00:00Z',
    '2026-02-15T13:60:00Z',
    '2026-02-15T13:16:60Z',
    '2026-00-15T13:16:02Z',
    '2026-13-15T13:16:02Z',
    '2026-02-00T13:16:02Z',
    '2026-01-32T13:16:02Z',
    '2026-02-29T13:16:02Z',
    '2026-02-29T13:16:02.154627Z',
    '2026-11-31T13:16:02.154627Z',
    '2026-02-30T13:16:02Z',
    '2026-04-31T13:16:02',
    '2026-06-31T13:16:02+01:00',
    '2026-09-31T13:16:02Z',
    '2026-11-31T13:16:02Z',
    '1000-02-29T13:16:02Z',
    '1900-02-29T13:16:02Z',
    '2100-02-29T13:16:02Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:00:00-02:00',
    '\u0662026-02-15T13:16:02Z',
  ])('%j is not one', (text) => {
    expect(parseTimestamp(text)).toMatchObject({
      ok: false,
      issues: [{ code: 'TIMESTAMP_FORMAT', severity: 'error', field: '' }],
    });
  });

  test.each([
    ['2026-02-30T13:16:02Z', 'not a timestamp: there is no such day'],
    ['9999-12-31T23:00:00-02:00', 'not a timestamp: it is outside the years 1 to 9999'],
    ['soon', 'not a timestamp: it is no date and time like 2026-02-15T13:16:02Z'],
  ])('%j is refused with the reason, without being shown', (text, message) => {
    expect(parseTimestamp(text)).toMatchObject({ issues: [{ message }] });
  });

  test('accepts exactly the days that exist', () => {
    const day = fc.tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 28, max: 31 }),
    );
    fc.assert(
      fc.property(day, ([year, month, date]) => {
        const exists = new Date(0);
        exists.setUTCFullYear(year, month - 1, date);
        const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), date].join(
          '-',
        );
        expect(parseTimestamp(`${text}T00:00Z`).ok).toBe(exists.getUTCDate() === date);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a timestamp', () => {
  const instants = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  const timestamps = fc
    .tuple(instants, fc.integer({ min: 0, max: 999 }))
    .map(([date, micros]) =>
      read(`${date.toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}Z`),
    );

  test('compares as text exactly as it does in time', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        const texts = [one, other].map((date) => timestampFromMs(date.getTime()));
        expect((texts[0] ?? '') < (texts[1] ?? '')).toBe(one < other);
      }),
    );
  });

  test('is its own text in utc, and is read back from it', () => {
    fc.assert(
      fc.property(timestamps, (timestamp) => {
        expect(formatTimestamp(timestamp, 'utc')).toBe(timestamp);
        expect(read(timestamp)).toBe(timestamp);
      }),
    );
  });

  test('converts to milliseconds and back, to the microsecond, from 1860 to 2109', () => {
    const min = BigInt(Date.parse('1860-01-01T00:00:00Z')) * 1000n;
    const max = BigInt(Date.parse('2109-01-01T00:00:00Z')) * 1000n;
    fc.assert(
      fc.property(fc.bigInt({ min, max }).map(Number), (micros) => {
        const timestamp = timestampFromMs(micros / 1000);
        expect(timestamp.slice(23, 26)).toBe(
          String(((micros % 1000) + 1000) % 1000).padStart(3, '0'),
        );
        expect(timestampFromMs(timestampToMs(timestamp))).toBe(timestamp);
      }),
      { numRuns: 5000 },
    );
  });
});

test("the machine's zone shows the local time of the engine at every instant of the years 1 to 9999", () => {
  const instants = fc.oneof(
    fc.integer({ min: Date.parse('0001-01-02'), max: Date.parse('9999-12-30') }),
    fc.integer({ min: Date.parse('1970-01-01'), max: Date.parse('2037-01-01') }),
  );
  fc.assert(
    fc.property(instants, (ms) => {
      const engine = new Date(ms);
      const shown = new Date(ms + machineZone.offsetAt(ms));
      expect([shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate()]).toEqual([
        engine.getFullYear(),
        engine.getMonth(),
        engine.getDate(),
      ]);
      expect([shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCSeconds()]).toEqual([
        engine.getHours(),
        engine.getMinutes(),
        engine.getSeconds(),
      ]);
      expect(shown.getUTCMilliseconds()).toBe(engine.getMilliseconds());
    }),
  );
});

describe("a clock's reading", () => {
  test.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [-1, '1969-12-31T23:59:59.999000Z'],
    [-0.001, '1969-12-31T23:59:59.999999Z'],
    [0.001, '1970-01-01T00:00:00.000001Z'],
    [0.0016, '1970-01-01T00:00:00.000001Z'],
    [0.0019, '1970-01-01T00:00:00.000002Z'],
    [0.9999, '1970-01-01T00:00:00.000999Z'],
    [1771161362154.627, '2026-02-15T13:16:02.154627Z'],
    [-62135596800000, '0001-01-01T00:00:00.000000Z'],
    [253402300799999, '9999-12-31T23:59:59.999000Z'],
  ])('of %d ms is %s', (ms, timestamp) => {
    expect(timestampFromMs(ms)).toBe(timestamp);
  });

  test.each([Number.NaN, Infinity, -Infinity, 8.64e15 + 1, -62135596800001, 253402300800000])(
    'of %d ms is refused',
    (ms) => {
      expect(() => timestampFromMs(ms)).toThrow(RangeError);
      expect(() => timestampFromMs(ms)).toThrow(
        `no timestamp: ${ms} ms is no time in the years 1 to 9999`,
      );
    },
  );
});

test.each([
  ['2026-02-16T13:16:02.000000Z', false],
  ['2026-02-16T13:16:02.000001Z', true],
  ['9999-12-31T23:59:59.999999Z', true],
  ['0001-01-01T00:00:00.000000Z', false],
])('whether %s is more than a day after 2026-02-15T13:16:02Z: %s', (text, expected) => {
  expect(isFarAhead(read(text), Date.UTC(2026, 1, 15, 13, 16, 2))).toBe(expected);
});
