import { describe, expect, test } from 'vitest';
import { compiledZone } from '../src/index.ts';

interface Block {
  /** Instants in seconds, each with the index of the type from then on. */
  readonly transitions: readonly (readonly [number, number])[];
  /** Offsets in seconds, and whether each is a summer time. */
  readonly types: readonly (readonly [number, boolean])[];
}

interface CompiledFile {
  readonly version?: string;
  readonly first?: Block;
  readonly second?: Block;
  /** How many leap seconds and indicators there are in each block, which nobody asks for. */
  readonly rest?: number;
  readonly footer?: string;
}

const ascii = (text: string): readonly number[] => [...text].map((each) => each.charCodeAt(0));

function big(value: number, width: 4 | 8): readonly number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, BigInt(value));
  return [...new Uint8Array(view.buffer)].slice(8 - width);
}

const none: Block = { transitions: [], types: [[0, false]] };

/** A block of a compiled zone file, as RFC 9636 has it. */
function block({ transitions, types }: Block, version: string, rest: number, width: 4 | 8) {
  const names = ascii('LMT\0ST\0');
  const counts = [rest, rest, rest, transitions.length, types.length, names.length];
  return [
    ...ascii(`TZif${version}`),
    ...new Array<number>(15).fill(0xee),
    ...counts.flatMap((count) => big(count, 4)),
    ...transitions.flatMap(([at]) => big(at, width)),
    ...transitions.map(([, type]) => type),
    ...types.flatMap(([offset, isSummer]) => [...big(offset, 4), isSummer ? 1 : 0, 0]),
    ...names,
    ...new Array<number>(rest * (width + 4) + rest + rest).fill(0xee),
  ];
}

function compiled(file: CompiledFile = {}): Uint8Array {
  const { version = '2', first = none, second = none, rest = 0, footer = '\nUTC0\n' } = file;
  return Uint8Array.of(
    ...block(first, version, rest, 4),
    ...block(second, version, rest, 8),
    ...ascii(footer),
  );
}

const year = (of: number): number => Date.UTC(of) / 1000;

/** Summer time all through 2001, and the offset of the footer from 2002 on. */
const changing: Block = {
  transitions: [
    [year(1900), 1],
    [year(2001), 2],
    [year(2002), 1],
  ],
  types: [
    [-600, true],
    [-3600, false],
    [-7200, true],
  ],
};

function offsetsOf(file: CompiledFile, instants: readonly number[]): readonly number[] {
  const zone = compiledZone(compiled(file));
  if (zone === undefined) throw new Error('no zone');
  return instants.map((at) => zone.offsetAt(at * 1000) / 1000);
}

const around = (at: number): readonly number[] => [at - 1, at];

describe('a compiled zone file', () => {
  test.each([0, 3])(
    'has the offset of the last change before an instant, %d leap seconds',
    (rest) => {
      const instants = [1900, 2001].flatMap((each) => around(year(each)));
      const file = { second: changing, first: changing, rest };
      expect(offsetsOf(file, instants)).toEqual([-3600, -3600, -3600, -7200]);
    },
  );

  test('has the first standard time before all changes, and else the first of all', () => {
    const offset = ({ types, transitions }: Block) =>
      offsetsOf({ second: { transitions, types } }, [year(1800)]);
    expect(offset(changing)).toEqual([-3600]);
    expect(
      offset({ ...changing, types: [[-600, true], ...changing.types.slice(2), [9, true]] }),
    ).toEqual([-600]);
  });

  test('has the rule of its last line from the last change on', () => {
    const file = { second: changing, footer: '\nAAA5BBB,J1/0,J100/0\n' };
    const instants = [...around(year(2002)), year(2030) + 200 * 86_400, year(2030) + 50 * 86_400];
    expect(offsetsOf(file, instants)).toEqual([-7200, -18_000, -18_000, -14_400]);
  });

  test('has the rule of its last line alone when there are no changes', () => {
    expect(offsetsOf({ footer: '\nAAA-3\n' }, [year(1800), year(2030)])).toEqual([10_800, 10_800]);
  });

  test.each(['', '\n', '\n\n', 'AAA-3', '\nno rule\n'])(
    'keeps its last offset when its last line is %j, which is no rule',
    (footer) => {
      expect(offsetsOf({ second: changing, footer }, [year(2030)])).toEqual([-3600]);
    },
  );

  test('is read by its times of 64 bits', () => {
    const second: Block = {
      transitions: [[year(1700), 1]],
      types: [
        [60, false],
        [120, false],
      ],
    };
    expect(offsetsOf({ second, first: changing, footer: '' }, around(year(1700)))).toEqual([
      60, 120,
    ]);
  });

  test('may stand in the middle of a larger buffer', () => {
    const bytes = compiled({ footer: '\nAAA-3\n' });
    const larger = new Uint8Array(bytes.length + 200).fill(0x31);
    larger.set(bytes, 100);
    const zone = compiledZone(larger.subarray(100, 100 + bytes.length));
    expect(zone?.offsetAt(0)).toBe(10_800_000);
  });

  test('is one of version 2 or later', () => {
    expect(compiledZone(compiled({ version: '4' }))).toBeDefined();
    expect(compiledZone(compiled({ version: '\0' }))).toBeUndefined();
    expect(compiledZone(compiled({ version: '1' }))).toBeUndefined();
  });

  test('begins twice with its name', () => {
    const bytes = compiled();
    for (const start of [0, bytes.length - 6 - (44 + 6 + 7)]) {
      const other = Uint8Array.from(bytes);
      other[start] = 0x55;
      expect(compiledZone(bytes)).toBeDefined();
      expect(compiledZone(other)).toBeUndefined();
    }
  });

  test('cut short anywhere before its last line is none', () => {
    const bytes = compiled({ second: changing, first: changing, rest: 1, footer: '' });
    for (let length = 0; length < bytes.length; length += 1) {
      expect(compiledZone(bytes.subarray(0, length)), String(length)).toBeUndefined();
    }
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('Europe/Berlin\n'.repeat(20))],
    ['a header alone', Uint8Array.of(...ascii('TZif2'), ...new Array<number>(39).fill(0))],
    [
      'one that announces too much',
      Uint8Array.of(...ascii('TZif2'), ...new Array<number>(99).fill(50)),
    ],
  ])('is not %s', (_, bytes) => {
    expect(compiledZone(bytes)).toBeUndefined();
  });
});
