import { posixZone } from './posix-zone.ts';
import type { TimeZone } from './time-zone.ts';

/** From an instant on, an offset; both in milliseconds. */
interface Transition {
  readonly at: number;
  readonly offset: number;
}

/** The counts of a block's header, in their order (RFC 9636, 3.1). */
const counts = ['isUt', 'isStandard', 'leap', 'time', 'type', 'char'] as const;
type Counts = Readonly<Record<(typeof counts)[number], number>>;

const headerBytes = 44;
const magic = 0x545a6966;

/**
 * Makes the zone of a compiled zone file, as the directory `zoneinfo` of a system holds them (RFC 9636). Leap
 * seconds are passed over: local time is ahead of UTC by what the file says.
 *
 * @param bytes - the content of the file, of version 2 or later
 * @returns the zone, as the C library has it; undefined when this is no such file
 * @example
 * const zone = compiledZone(readFileSync('/usr/share/zoneinfo/Europe/Berlin'));
 */
export function compiledZone(bytes: Uint8Array): TimeZone | undefined {
  try {
    return zoneOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // The file ends before what it announces.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function zoneOf(view: DataView): TimeZone | undefined {
  if (view.getUint32(0) !== magic || view.getUint8(4) < 0x32) return undefined;
  // The first block is for readers of version 1; the second has times of 64 bits.
  const first = countsAt(view, 0);
  const start = headerBytes + bytesOf(first, 4);
  if (view.getUint32(start) !== magic) return undefined;
  const block = countsAt(view, start);
  const times = start + headerBytes;
  const transitions = transitionsAt(view, times, block);
  const types = times + block.time * 9;
  const end = times + bytesOf(block, 8);
  return transitionedZone({
    transitions,
    before: firstOffset(view, types, block.type),
    after: posixZone(footerAt(view, end)),
  });
}

function transitionedZone({
  transitions,
  before,
  after,
}: {
  readonly transitions: readonly Transition[];
  readonly before: number;
  readonly after: TimeZone | undefined;
}): TimeZone {
  const last = transitions.at(-1);
  return {
    offsetAt(epochMs) {
      if (after !== undefined && (last === undefined || epochMs >= last.at)) {
        return after.offsetAt(epochMs);
      }
      return transitions.findLast(({ at }) => at <= epochMs)?.offset ?? before;
    },
  };
}

function countsAt(view: DataView, start: number): Counts {
  const read = counts.map((name, index) => [name, view.getUint32(start + 20 + index * 4)]);
  // It has each of the names.
  return Object.fromEntries(read) as Counts;
}

/** The bytes of a block behind its header, with times of so many bytes. */
function bytesOf(block: Counts, width: number): number {
  const { isUt, isStandard, leap, time, type, char } = block;
  return time * (width + 1) + type * 6 + char + leap * (width + 4) + isStandard + isUt;
}

function transitionsAt(view: DataView, start: number, { time }: Counts): readonly Transition[] {
  const kinds = start + time * 8;
  const types = kinds + time;
  return Array.from({ length: time }, (_, index) => ({
    at: Number(view.getBigInt64(start + index * 8)) * 1000,
    offset: view.getInt32(types + view.getUint8(kinds + index) * 6) * 1000,
  }));
}

/** Before all transitions: the first standard time, or else the first. */
function firstOffset(view: DataView, types: number, count: number): number {
  const places = Array.from({ length: count }, (_, index) => types + index * 6);
  const standard = places.find((at) => view.getUint8(at + 4) === 0) ?? types;
  return view.getInt32(standard) * 1000;
}

/** A POSIX TZ string between two line breaks, for what comes after the last transition. */
function footerAt(view: DataView, start: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, view.byteLength - start);
  return String.fromCharCode(...bytes).split('\n', 2)[1] ?? '';
}
