import { describe, expect, test } from 'vitest';
import { type Effect, effects, type Operation, replaceFile, withLock } from '../src/operations.ts';
import {
  createMachine,
  interleavings,
  type Machine,
  type Moment,
  type Writer,
} from '../src/testing.ts';

describe('interleavings', () => {
  test('are all counted, and visited as moments', () => {
    const machine = createMachine({ files: { '/d/a': '', '/d/b': '' } });
    const looking = (path: string): Writer => ({
      operation: function* (): Operation<void> {
        for (let left = 5; left > 0; left -= 1) yield* effects.lstat(path);
      },
    });
    const explored = interleavings(machine, [looking('/d/a'), looking('/d/b')], () => {});
    expect(explored).toEqual({ interleavings: 252n, moments: 36 });
  });

  test('find a lost update without a lock, and none with it', () => {
    const machine = createMachine({ files: { '/d/n': '0' } });
    const increment = function* (): Operation<void> {
      const fd = yield* effects.open('/d/n', 'read', 0);
      const digit = new Uint8Array(1);
      yield* effects.read(fd, digit, 0);
      yield* effects.close(fd);
      yield* replaceFile('/d/n', String(Number(Buffer.from(digit).toString()) + 1));
    };
    const locked = (): Operation<void> => withLock('/d/lock', {}, increment);
    expect(finalTexts(machine, [increment, increment])).toEqual(new Set(['1', '2']));
    expect(finalTexts(machine, [locked, locked])).toEqual(new Set(['2']));
  });

  test('of the calls that matter are fewer, and find the same', () => {
    const machine = createMachine({ files: { '/d/n': '0' } });
    const increment = function* (): Operation<void> {
      const fd = yield* effects.open('/d/n', 'read', 0);
      const digit = new Uint8Array(1);
      yield* effects.read(fd, digit, 0);
      yield* effects.close(fd);
      yield* replaceFile('/d/n', String(Number(Buffer.from(digit).toString()) + 1));
    };
    const explore = (isTurn?: (effect: Effect) => boolean) => {
      const texts = new Set<unknown>();
      const writer = { operation: increment };
      const visit = ({ machine: { text }, outcomes }: Moment): void => {
        if (outcomes.every(({ status }) => status === 'returned')) texts.add(text('/d/n'));
      };
      return { ...interleavings(machine, [writer, writer], visit, { isTurn }), texts };
    };
    const all = explore();
    const names = explore(({ call }) => call === 'open' || call === 'rename');
    expect(names.texts).toEqual(all.texts);
    expect(names.moments).toBeLessThan(all.moments / 2);
    expect(explore(() => false)).toEqual({ interleavings: 1n, moments: 1, texts: new Set(['2']) });
  });

  test('stop at a deadlock, and report its schedule', () => {
    const machine = createMachine({ files: { '/d/a.lock': '', '/d/b.lock': '' } });
    const taking = (first: string, second: string): Writer => ({
      operation: () => withLock(first, {}, () => withLock(second, {}, function* () {})),
    });
    const writers = [taking('/d/a.lock', '/d/b.lock'), taking('/d/b.lock', '/d/a.lock')];
    expect(() => interleavings(machine, writers, () => {})).toThrow('deadlock');
  });
});

function finalTexts(
  machine: Machine,
  operations: readonly (() => Operation<void>)[],
): Set<unknown> {
  const texts = new Set<unknown>();
  const writers = operations.map((operation) => ({ operation }));
  interleavings(machine, writers, (moment) => {
    const over = moment.outcomes.every(({ status }) => status === 'returned');
    if (over) texts.add(moment.machine.text('/d/n'));
  });
  return texts;
}
