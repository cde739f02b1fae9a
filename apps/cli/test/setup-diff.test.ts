import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileDiff } from '../src/setup/file/file-diff.ts';
import { hunksOf } from '../src/setup/file/line-diff.ts';
import { jsonFormat } from '../src/setup/json/json-format.ts';
import { entries, owns } from './support/setup-entries.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });

/** The first text with every hunk in the place of what it removes. */
function applied(one: readonly string[], other: readonly string[]): readonly string[] {
  return hunksOf(one, other)
    .toReversed()
    .reduce<readonly string[]>((left, { before, removed, added }) => {
      expect(left.slice(before, before + removed.length)).toEqual(removed);
      return left.toSpliced(before, removed.length, ...added);
    }, one);
}

/** How many lines two texts have in common at most, by the definition. */
function mostCommon(one: readonly string[], other: readonly string[]): number {
  const [first, ...rest] = one;
  if (first === undefined || other.length === 0) return 0;
  const at = other.indexOf(first);
  const without = mostCommon(rest, other);
  return at < 0 ? without : Math.max(without, 1 + mostCommon(rest, other.slice(at + 1)));
}

describe('the difference of two texts', () => {
  test('leads from one to the other', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        expect(applied(one, other)).toEqual(other);
      }),
    );
  });

  test('has as few lines as can be', () => {
    const few = fc.array(fc.constantFrom('a', 'b'), { maxLength: 7 });
    fc.assert(
      fc.property(few, few, (one, other) => {
        const removed = hunksOf(one, other).flatMap((hunk) => hunk.removed);
        expect(one.length - removed.length).toBe(mostCommon(one, other));
      }),
    );
  });
});

describe('of a configuration', () => {
  const format = jsonFormat(entries, owns, { isGrouped: true });
  const shown = (before: string, after: string): readonly string[] =>
    fileDiff('/f', { before, after }, format).slice(2);

  test.each([
    [
      '{\n  "KEY": "s"\n}\n',
      '{\n  "KEY": "s",\n  "hooks": {\n  }\n}\n',
      ['@@ -2 +2,3 @@', '-  …', '+  …,', '+  "hooks": {', '+  }'],
    ],
    [
      '{"KEY":"s"}',
      '{"KEY":"s", "hooks": {}}',
      [
        '@@ -1 +1 @@',
        '-…',
        '\\ No newline at end of file',
        '+…, "hooks": {}…',
        '\\ No newline at end of file',
      ],
    ],
    ['{"KEY":"s","b":[]}\n', '{"KEY":"s","b":[1],"c":2}\n', ['@@ -1 +1 @@', '-…', '+…']],
    ['{"KEY":"s", "hooks": {}}\n', '{"KEY":"s"}\n', ['@@ -1 +1 @@', '-…, "hooks": {}…', '+…']],
    ['{\n  "hooks": {\n  }\n}\n', '{\n}\n', ['@@ -2,2 +1,0 @@', '-  "hooks": {', '-  }']],
  ])('%j to %j shows nothing of others', (before, after, expected) => {
    expect(shown(before, after)).toEqual(expected);
  });
});
