import { describe, expect, test } from 'vitest';
// Not by the package's entry point: there it says what the kernel says of real processes.
import { parseStat } from '../src/process/process-stat.ts';

interface Fields {
  readonly name?: string;
  readonly state?: string;
  readonly terminal?: number;
  readonly threads?: number;
}

/** A line as proc_pid_stat(5) describes it. */
function lineOf({ name = 'node', state = 'S', terminal = 34816, threads = 11 }: Fields): string {
  const before = `4100 (${name}) ${state} 4000 4100 3900 ${terminal} 4100 4194304 1 2 3 4`;
  return `${before} 5 6 7 8 20 0 ${threads} 0 987654 1073741824 12345`;
}

const running = {
  name: 'node',
  parent: 4000,
  session: 3900,
  hasTerminal: true,
  start: '987654',
  ended: false,
};

describe('a line of /proc about a process', () => {
  test.each<[string, Fields, Partial<typeof running>]>([
    ['that runs', {}, {}],
    ['without a terminal', { terminal: 0 }, { hasTerminal: false }],
    ['whose name looks like fields', { name: ') Z 1 (x y' }, { name: ') Z 1 (x y' }],
    ['without a name', { name: '' }, { name: '' }],
    ['that waits for its parent', { state: 'Z', threads: 1 }, { ended: true }],
    ['of whose threads the first one has ended', { state: 'Z', threads: 2 }, {}],
    ['of whose threads none is counted any more', { state: 'Z', threads: 0 }, { ended: true }],
    ['that is going away', { state: 'X' }, { ended: true }],
    ['with one thread', { state: 'R', threads: 1 }, {}],
  ])('%s says so', (_, fields, expected) => {
    expect(parseStat(lineOf(fields))).toEqual({ ...running, ...expected });
  });

  test('that ends before the start says nothing', () => {
    const whole = lineOf({});
    for (const end of [' 987654', ' 11 0 987654', ' S 4000', '']) {
      expect(parseStat(whole.slice(0, end === '' ? 0 : whole.indexOf(end)))).toBeUndefined();
    }
  });
});
