import { describe, expect, test } from 'vitest';
import {
  formatTimestamp,
  parseTimestamp,
  posixZone,
  type TimeZone,
  utcZone,
} from '../src/index.ts';
import { timestamp } from './session-samples.ts';

function zoneOf(text: string): TimeZone {
  const zone = posixZone(text);
  if (zone === undefined) throw new Error(`no zone: ${text}`);
  return zone;
}

// The string, the two offsets in seconds, that of the first instant first, and the changes of 2027
// and 2028, a leap year, as the C library has them.
const changing: readonly (readonly [string, readonly [number, number], readonly string[]])[] = [
  [
    'EST5EDT,M3.2.0,M11.1.0',
    [-18_000, -14_400],
    ['2027-03-14T07:00:00', '2027-11-07T06:00:00', '2028-03-12T07:00:00', '2028-11-05T06:00:00'],
  ],
  [
    'CET-1CEST,M3.5.0,M10.5.0/3',
    [3600, 7200],
    ['2027-03-28T01:00:00', '2027-10-31T01:00:00', '2028-03-26T01:00:00', '2028-10-29T01:00:00'],
  ],
  [
    'NST3:30NDT2:30,M3.2.0/0:01,M11.1.0/0:01:30',
    [-12_600, -9000],
    ['2027-03-14T03:31:00', '2027-11-07T02:31:30', '2028-03-12T03:31:00', '2028-11-05T02:31:30'],
  ],
  [
    'NZST-12NZDT,M9.5.0,M4.1.0/3',
    [46_800, 43_200],
    ['2027-04-03T14:00:00', '2027-09-25T14:00:00', '2028-04-01T14:00:00', '2028-09-23T14:00:00'],
  ],
  [
    '<-02>2<-01>,M3.5.0/-1,M10.5.0/0',
    [-7200, -3600],
    ['2027-03-28T01:00:00', '2027-10-31T01:00:00', '2028-03-26T01:00:00', '2028-10-29T01:00:00'],
  ],
  [
    'EET-2EEST,M3.4.4/50,M10.4.4/50',
    [7200, 10_800],
    ['2027-03-27T00:00:00', '2027-10-29T23:00:00', '2028-03-25T00:00:00', '2028-10-27T23:00:00'],
  ],
  [
    'AAA-1BBB,J59,J300',
    [3600, 7200],
    ['2027-02-28T01:00:00', '2027-10-27T00:00:00', '2028-02-28T01:00:00', '2028-10-27T00:00:00'],
  ],
  [
    'AAA-1BBB,J60,J300',
    [3600, 7200],
    ['2027-03-01T01:00:00', '2027-10-27T00:00:00', '2028-03-01T01:00:00', '2028-10-27T00:00:00'],
  ],
  [
    'AAA-1BBB,58,299',
    [3600, 7200],
    ['2027-02-28T01:00:00', '2027-10-27T00:00:00', '2028-02-28T01:00:00', '2028-10-26T00:00:00'],
  ],
  [
    'AAA-1BBB,59/3:30:15,365/0',
    [3600, 7200],
    ['2027-03-01T02:30:15', '2027-12-31T22:00:00', '2028-02-29T02:30:15', '2028-12-30T22:00:00'],
  ],
  [
    'AAA3BBB5,J1/0,J365/23',
    [-18_000, -10_800],
    ['2027-01-01T00:00:00', '2027-01-01T03:00:00', '2028-01-01T00:00:00', '2028-01-01T03:00:00'],
  ],
  [
    'IST-1GMT0,M10.5.0,M3.5.0/1',
    [0, 3600],
    ['2027-03-28T01:00:00', '2027-10-31T01:00:00', '2028-03-26T01:00:00', '2028-10-29T01:00:00'],
  ],
  [
    'AAA0BBB,M3.2.0/167,M11.1.0/-167',
    [0, 3600],
    ['2027-03-20T23:00:00', '2027-10-31T00:00:00', '2028-03-18T23:00:00', '2028-10-29T00:00:00'],
  ],
  [
    'AAA5BBB,0/5,364/-5',
    [-18_000, -14_400],
    ['2027-01-01T10:00:00', '2027-12-30T23:00:00', '2028-01-01T10:00:00', '2028-12-29T23:00:00'],
  ],
  [
    'LMT-0:32:45XXX-0:59:59,M2.5.6/+2,M12.1.3/1:59:59',
    [1965, 3599],
    ['2027-02-27T01:27:15', '2027-12-01T01:00:00', '2028-02-26T01:27:15', '2028-12-06T01:00:00'],
  ],
  [
    'AAA-24BBB+24,M6.3.5,M7.4.1',
    [86_400, -86_400],
    ['2027-06-17T02:00:00', '2027-07-27T02:00:00', '2028-06-15T02:00:00', '2028-07-25T02:00:00'],
  ],
];

/** After so long the calendar begins anew. */
const twentyCenturiesMs = 5 * 146_097 * 86_400_000;

describe('a POSIX TZ string', () => {
  test.each(changing)(
    '%s changes to the second when the C library says, in any century',
    (text, offsets, instants) => {
      const { offsetAt } = zoneOf(text);
      for (const [index, instant] of instants.entries()) {
        const ms = Date.parse(`${instant}Z`);
        const around = index % 2 === 0 ? offsets : offsets.toReversed();
        for (const at of [ms, ms - twentyCenturiesMs]) {
          expect(
            [at - 1000, at].map((each) => offsetAt(each) / 1000),
            instant,
          ).toEqual(around);
        }
      }
    },
  );

  test.each([
    ['UTC0', 0],
    ['EST24', -86_400],
    ['EST+5:59:59', -21_599],
    ['ABCDE-14', 50_400],
    ['<+0530>-5:30', 19_800],
    ['<A-9>-0:0:1', 1],
    // Its summer begins and ends at one instant.
    ['AAA5BBB4,J100/2,J100/3', -18_000],
  ])('%s has one offset: %d seconds', (text, offset) => {
    const offsets = [0, Date.UTC(2027, 6)].map((at) => zoneOf(text).offsetAt(at) / 1000);
    expect(offsets).toEqual([offset, offset]);
  });

  test('with a summer time and no rule has the usual one', () => {
    const [usual, spelled] = ['GMT0BST', 'GMT0BST,M3.2.0/2,M11.1.0/2'].map(zoneOf);
    const hours = Array.from({ length: 366 * 24 }, (_, hour) => Date.UTC(2028) + hour * 3_600_000);
    const offsets = (zone: TimeZone | undefined) => hours.map((at) => zone?.offsetAt(at));
    expect(offsets(usual)).toEqual(offsets(spelled));
  });

  test.each([
    ...['EST5EDT,M1.1.0,M12.5.6', 'EST5EDT,J1,J365', 'EST5EDT,0,365'],
    ...['EST5EDT,1/167:59:59,2/-167:59:59', 'EST5EDT24,1,2'],
  ])('%s is one: at the edge of what there is', (text) => {
    expect(posixZone(text)).toBeDefined();
  });

  test.each([
    ...['', 'UTC', 'Europe/Berlin', ':EST5EDT', 'A5', 'AB5', '<A>5', '<A_B>5', 'A1B5', 'EST'],
    ...['EST25', 'EST5:60', 'EST5:00:60', 'EST5:0:0:0', 'EST100', 'EST5EDT25', 'EST5EDT4:60'],
    ...[
      'EST5\n',
      ' EST5',
      'EST 5',
      '<EST5',
      'EST5ED',
      'EST5<ED',
      'EST5EDT,',
      'EST5,M3.2.0,M11.1.0',
    ],
    ...['EST5EDT,M3.2.0', 'EST5EDT,M3.2.0,M11.1.0,M1.1.0', 'EST5EDT,M3.2.0M11.1.0'],
    ...['EST5EDT,M0.1.0,M11.1.0', 'EST5EDT,M13.1.0,M11.1.0', 'EST5EDT,M123.1.0,M11.1.0'],
    ...['EST5EDT,M3.0.0,M11.1.0', 'EST5EDT,M3.6.0,M1.1.0', 'EST5EDT,M3.2.7,M11.1.0'],
    ...['EST5EDT,M3.22.0,M11.1.0', 'EST5EDT,M3.2.00,M11.1.0', 'EST5EDT,M3,M11.1.0'],
    ...['EST5EDT,M3.2.0,M11.6.0', 'EST5EDT,J0,J1', 'EST5EDT,J1,J366', 'EST5EDT,366,1'],
    ...['EST5EDT,1000,1', 'EST5EDT,J1000,1', 'EST5EDT,K1,2', 'EST5EDT,1x,2', 'EST5EDT,-1,2'],
    ...['EST5EDT,M3.2.0/168,M11.1.0', 'EST5EDT,M3.2.0/2:60,M11.1.0', 'EST5EDT,1/2:00:60,2'],
    ...['EST5EDT,1/1000,2', 'EST5EDT,1/,2', 'EST5EDT,1,2/x'],
  ])('%j is none', (text) => {
    expect(posixZone(text)).toBeUndefined();
  });
});

test.each([
  ['EST5EDT,M3.2.0,M11.1.0', '2026-07-01T12:00:00', '2026-07-01T16:00:00.000000Z'],
  ['EST5EDT,M3.2.0,M11.1.0', '2026-12-01T12:00:00', '2026-12-01T17:00:00.000000Z'],
  ['<+0530>-5:30', '2026-07-01T12:00:00', '2026-07-01T06:30:00.000000Z'],
  ['<+0530>-5:30', '2026-07-01T12:00:00.250000', '2026-07-01T06:30:00.250000Z'],
  ['XXX+12:00', '2026-07-01T12:00:00', '2026-07-02T00:00:00.000000Z'],
])('in %s the local time %s is %s, and is written so again', (text, local, instant) => {
  const zone = zoneOf(text);
  const parsed = parseTimestamp(local, zone);
  expect(parsed).toEqual({
    ok: true,
    value: { timestamp: instant, dialect: 'naive-local' },
  });
  expect(formatTimestamp(timestamp(instant), 'naive-local', zone)).toBe(local);
});

test('an instant whose local year is none of 1 to 9999 is written in UTC', () => {
  const first = timestamp('0001-01-01T00:00:00Z');
  expect(formatTimestamp(first, 'naive-local', zoneOf('EST5'))).toBe('0001-01-01T00:00:00.000000Z');
});

test('local time can be that of UTC', () => {
  const parsed = parseTimestamp('2026-07-01T12:00:00', utcZone);
  expect(parsed).toMatchObject({ value: { timestamp: '2026-07-01T12:00:00.000000Z' } });
});

test.each([
  // Of the two instants of a repeated hour, the first.
  ['2028-10-29T02:30:00', '2028-10-29T00:30:00.000000Z'],
  ['2028-10-29T01:59:59', '2028-10-28T23:59:59.000000Z'],
  ['2028-10-29T03:00:00', '2028-10-29T02:00:00.000000Z'],
  // In a skipped hour, the time of a clock that was not yet set forward.
  ['2028-03-26T02:30:00', '2028-03-26T01:30:00.000000Z'],
  ['2028-03-26T01:59:59', '2028-03-26T00:59:59.000000Z'],
  ['2028-03-26T03:00:00', '2028-03-26T01:00:00.000000Z'],
])('around a change of clocks the local time %s is %s', (local, instant) => {
  const zone = zoneOf('CET-1CEST,M3.5.0,M10.5.0/3');
  expect(parseTimestamp(local, zone)).toMatchObject({ value: { timestamp: instant } });
});
