import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiledZone, parseTimestamp, posixZone, type TimeZone } from '../src/index.ts';

/** TZ strings of the real world and of the edges of the grammar. */
const texts: readonly string[] = [
  ...['UTC0', 'XXX+12:00', 'XXX-14', '<+0530>-5:30', '<-03>3', 'LMT-0:32:45'],
  ...['EST5EDT,M3.2.0,M11.1.0', 'CET-1CEST,M3.5.0,M10.5.0/3', 'GMT0BST,M3.5.0/1,M10.5.0'],
  ...['NZST-12NZDT,M9.5.0,M4.1.0/3', 'AEST-10AEDT,M10.1.0,M4.1.0/3'],
  ...['<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', 'NST3:30NDT2:30,M3.2.0/0:01,M11.1.0/0:01'],
  // Greenland and the Gaza Strip, as tzdata writes them.
  ...[
    '<-02>2<-01>,M3.5.0/-1,M10.5.0/0',
    'EET-2EEST,M3.4.4/50,M10.4.4/50',
    'IST-2IDT,M3.4.4/26,M10.5.0',
  ],
  // Days without a weekday, with and without the leap day; a summer time that is behind.
  ...['AAA-1BBB,J59,J300', 'AAA-1BBB,J60,J300', 'AAA-1BBB,58,299', 'AAA-1BBB,59/3:30:15,299/0'],
  ...['IST-1GMT0,M10.5.0,M3.5.0/1', 'AAA3BBB5,J1/0,J365/23', 'AAA-23BBB-24,M3.1.0,M9.1.0'],
  ...['AAA0BBB,M3.2.0/167,M11.1.0/-167', 'AAA5BBB,0/5,365/-5', 'AAA-12BBB,M1.1.0/-100,M12.5.6/100'],
];

const strings = fc
  .tuple(
    fc.integer({ min: -24, max: 24 }),
    fc.constantFrom('', ':30', ':29:59'),
    fc.constantFrom('', '-3', '+9:30', '0'),
    fc.array(
      fc.tuple(
        fc.oneof(
          fc
            .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 }), fc.nat(6))
            .map(([month, week, day]) => `M${month}.${week}.${day}`),
          fc.integer({ min: 1, max: 365 }).map((day) => `J${day}`),
          fc.nat(365).map(String),
        ),
        fc.constantFrom('', '/0', '/3:30', '/-1', '/+25', '/167'),
      ),
      { minLength: 2, maxLength: 2 },
    ),
  )
  .map(([hours, rest, summer, rule]) => {
    const offset = hours === 24 || hours === -24 ? String(hours) : `${hours}${rest}`;
    return `AAA${offset}<B+1>${summer},${rule.map((each) => each.join('')).join(',')}`;
  });

const hour = 3600;
/** Every hour of a leap year, and a week before and after. */
const hours: readonly number[] = Array.from(
  { length: (366 + 14) * 24 },
  (_, index) => Date.UTC(2027, 11, 25) / 1000 + index * hour,
);

/** From before the first railway to the end of the century. */
const decades: readonly number[] = Array.from(
  { length: 5000 },
  (_, index) => Date.UTC(1840, 0, 1) / 1000 + index * 19 * 24 * hour + index,
);

/** Names of zones, where their files are. */
const directory = '/usr/share/zoneinfo';
const names = [
  ...['Europe/Berlin', 'America/New_York', 'Africa/Casablanca', 'Asia/Gaza', 'Pacific/Apia'],
  ...['Australia/Lord_Howe', 'America/St_Johns', 'Etc/GMT+5', 'EST5EDT', 'Africa/Monrovia'],
].filter((name) => existsSync(join(directory, name)));

function zoneOf(text: string): TimeZone {
  const zone = names.includes(text)
    ? compiledZone(readFileSync(join(directory, text)))
    : posixZone(text);
  if (zone === undefined) throw new Error(`no zone: ${text}`);
  return zone;
}

function offsetAt(zone: TimeZone, seconds: number): number {
  return zone.offsetAt(seconds * 1000) / 1000;
}

/** The seconds around each change: it is looked for between two hours that differ. */
function aroundChanges(zone: TimeZone): readonly number[] {
  return hours.flatMap((late) => {
    let [low, high] = [late - hour, late];
    if (offsetAt(zone, low) === offsetAt(zone, high)) return [];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(zone, middle) === offsetAt(zone, low)) low = middle;
      else high = middle;
    }
    const local = [low, high].map((each) => each + offsetAt(zone, low));
    return [low, high, ...local, ...local.map((each) => each + hour)];
  });
}

function instantIn(zone: TimeZone, localSeconds: number): number {
  const parsed = parseTimestamp(new Date(localSeconds * 1000).toISOString().slice(0, 19), zone);
  return parsed.ok ? Date.parse(parsed.value.timestamp) / 1000 : Number.NaN;
}

interface Answer {
  readonly offsets: readonly number[];
  readonly instants: readonly number[];
}

/** One process for all zones; undefined where there is no Python. */
function askPython(zones: readonly string[]): readonly Answer[] | undefined {
  const script = fileURLToPath(new URL('c-library.py', import.meta.url));
  const asked = zones.map((text) => ({ text, seconds: aroundChanges(zoneOf(text)) }));
  const { status, stdout } = spawnSync('python3', [script], {
    input: JSON.stringify({ seconds: [...hours, ...decades], zones: asked }),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

const random = fc.sample(strings, 30);
const answers =
  process.platform === 'linux' ? askPython([...texts, ...names, ...random]) : undefined;

describe.skipIf(answers === undefined)('as the C library has it', () => {
  test.each([...texts, ...names, ...random].map((text, index) => ({ text, index })))(
    '$text at every hour of a year, and around each change',
    ({ text, index }) => {
      const zone = zoneOf(text);
      const seconds = [...hours, ...decades, ...aroundChanges(zone)];
      // Before 1971 its rules of strings are not those of the string.
      const earliest = names.includes(text) ? Number.NEGATIVE_INFINITY : Date.UTC(1971) / 1000;
      const differing = (ours: (at: number) => number, theirs: readonly number[] | undefined) =>
        seconds.flatMap((at, which) =>
          at < earliest || ours(at) === theirs?.[which]
            ? []
            : [`${at}: ${ours(at)}, not ${theirs?.[which]}`],
        );
      const answer = answers?.[index];
      expect(differing((at) => offsetAt(zone, at), answer?.offsets)).toEqual([]);
      expect(differing((at) => instantIn(zone, at), answer?.instants)).toEqual([]);
    },
  );
});
