import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { withEntries } from '../src/setup/configuration-format.ts';
import { jsonFormat } from '../src/setup/json/json-format.ts';
import { contains, entries, owns } from './support/setup-entries.ts';

const formats = [
  ['in groups', jsonFormat(entries, owns, { isGrouped: true })],
  ['alone, with a version', jsonFormat(entries, owns, { isGrouped: false, version: 1 })],
] as const;

/** Objects as people and programs leave them behind. */
const texts: readonly string[] = [
  '',
  '\n',
  '\r\n \r\n',
  '{}',
  '{}\n',
  '{\n}\n',
  '{ }',
  '{ // nothing yet\n}',
  '{ /* nothing yet */ }',
  '{"a":1}',
  '{"a":1,}',
  '{\r\n\t"a": 1\r\n}\r\n',
  '{"hooks":{}}',
  '{\n  "hooks": {},\n  "mcpServers": {}\n}',
  '{\n  "hooks": {"PreToolUse": []}, // mine\n}',
  '{"hooks":{"PreToolUse":[ ],"SessionStart":[]}}',
  '{"hooks":{ },"mcpServers":{\t}}',
  '{"version":1}',
  '{"version":1,"hooks":{}}',
  '{"hooks":{},"version":1}',
  '{\n    "a": 1, // one\n    "b": [ /* two */ ]\n    // three\n}\n',
  '{"a":1 /* // */}',
  '// head\n{\n}\n// foot',
  '{"mcpServers":{"other":{"command":"x","env":{"A":"s"}}}}',
  '{\n  "a": 1\n\n}\n',
  '{"a": "\\u0000 // no comment", "b": "}"}',
];

/** What may stand between two tokens. */
const gap = fc
  .array(fc.constantFrom(' ', '\n', '\t', '\r\n', '/* , " } */', '// ] {\n', '    '), {
    maxLength: 3,
  })
  .map((parts) => parts.join(''));

const scalar = fc
  .oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
  .map((value) => JSON.stringify(value));

function sequence(items: fc.Arbitrary<readonly string[]>, open: string, close: string) {
  return fc
    .tuple(items, fc.array(gap, { minLength: 40, maxLength: 40 }), fc.boolean())
    .map(([all, gaps, hasComma]) => {
      const spaced = all.map((item, index) => `${gaps[index * 2]}${item}${gaps[index * 2 + 1]}`);
      const end = hasComma && all.length > 0 ? `,${gaps.at(-1)}` : gaps.at(-1);
      return `${open}${spaced.join(',')}${end}${close}`;
    });
}

function objectOf(keys: fc.Arbitrary<string>, value: fc.Arbitrary<string>) {
  const property = fc
    .tuple(keys, gap, gap, value)
    .map(
      ([key, before, after, content]) =>
        [key, `${JSON.stringify(key)}${before}:${after}${content}`] as const,
    );
  const items = fc
    .uniqueArray(property, { maxLength: 4, selector: ([key]) => key })
    .map((all) => all.map(([, item]) => item));
  return sequence(items, '{', '}');
}

const { value: anyValue } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('object'), tie('list')),
  object: objectOf(fc.string(), tie('value')),
  list: sequence(fc.array(tie('value'), { maxLength: 3 }), '[', ']'),
}));

const hooks = objectOf(
  fc.constantFrom('PreToolUse', 'SessionStart', 'Stop'),
  sequence(fc.array(anyValue, { maxLength: 3 }), '[', ']'),
);
const servers = objectOf(fc.constantFrom('other', 'another'), anyValue);
const other = (value: string) => [`"other ${value.length}"`, value] as const;

/** Any configuration: with hooks and servers of others, or without. */
const configuration = fc
  .tuple(
    gap,
    sequence(
      fc
        .tuple(fc.option(hooks), fc.option(servers), fc.option(anyValue), gap)
        .map(([theirs, running, more, space]) => [
          ...(more === null ? [] : [`${other(more)[0]}:${more}`]),
          ...(theirs === null ? [] : [`"hooks":${space}${theirs}`]),
          ...(running === null ? [] : [`"mcpServers"${space}:${running}`]),
        ]),
      '{',
      '}',
    ),
    gap,
  )
  .map(([before, object, after]) => before + object + after);

describe.each(formats)('entries %s', (_, format) => {
  test.each(texts)('in %j are complete, and go without a trace', (text) => {
    const full = withEntries(format, text, true);
    expect(format.isComplete(full)).toBe(true);
    expect(contains(parse(full), parse(text) ?? {})).toBe(true);
    expect(format.remove(full)).toBe(text);
  });

  test('go without a trace from whatever configuration, in which nothing else changes', () => {
    fc.assert(
      fc.property(configuration, (text) => {
        const full = withEntries(format, text, true);
        expect(contains(parse(full), parse(text))).toBe(true);
        expect(withEntries(format, full, true)).toBe(full);
        expect(format.remove(full)).toBe(text);
      }),
      { numRuns: times(60, 2000) },
    );
  });

  test('go from between those that others add afterwards', () => {
    const theirs = { command: '/usr/bin/theirs' };
    fc.assert(
      fc.property(configuration, (text) => {
        const add = (to: string): string =>
          [
            ['hooks', 'PreToolUse', -1],
            ['hooks', 'Notification', 0],
            ['mcpServers', 'theirs'],
          ].reduce((now, path) => applyEdits(now, modify(now, path, theirs, {})), to);
        const left = parse(format.remove(add(withEntries(format, text, true))) ?? '');
        // A version stays with the hooks that are left.
        expect({ ...left, version: 1 }).toEqual({ ...parse(add(text)), version: 1 });
      }),
      { numRuns: times(30, 1000) },
    );
  });

  test.each(['    ', '\t', undefined])(
    'go from a file that its harness has written anew, indented by %j',
    (indent) => {
      const text =
        '{"model": "o", "hooks": {"Stop": [{"command": "theirs"}]}, "mcpServers": {"a": {}}}';
      const anew = JSON.stringify(parse(withEntries(format, text, true)), null, indent);
      expect(format.remove(anew)).toBe(JSON.stringify(parse(text), null, indent));
    },
  );

  test('in a new file are all of it', () => {
    for (const isLastBroken of [true, false]) {
      const full = withEntries(format, undefined, isLastBroken);
      expect(full.endsWith('\n')).toBe(isLastBroken);
      expect(format.remove(full)).toBeUndefined();
    }
  });

  test('leave a new file to which others have added', () => {
    const full = withEntries(format, undefined, true);
    const shared = applyEdits(full, modify(full, ['model'], 'opus', {}));
    expect(parse(format.remove(shared) ?? '')).toEqual({ model: 'opus' });
    expect(format.remove(`// mine\n${full}`)).toMatch(/^\/\/ mine\n\{\s*\}\n$/);
  });
});

describe('a configuration in which setup cannot be made', () => {
  const [[, format]] = formats;
  test.each([
    ['// nothing', 'damaged', 10],
    ['[]', 'damaged', 0],
    ['{"a": 1 "b": 2}', 'damaged', 8],
    ["{'a': 1}", 'damaged', 1],
    ['{"a": 1, "a": 2}', 'damaged', 9],
    ['{"x": {"a": 1, "a": 2}}', 'damaged', 15],
    ['{"hooks": []}', 'damaged', 10],
    ['{"hooks": {"PreToolUse": {}}}', 'damaged', 25],
    ['{"mcpServers": "none"}', 'damaged', 15],
    ['{"mcpServers": {"missionctl": {"command": "mine"}}}', 'taken', 30],
    // A line break of its own, which no other line has.
    ['{\r}', 'taken', 0],
  ])('%s', (text, kind, offset) => {
    expect(() => withEntries(format, text, true)).toThrow(
      expect.objectContaining({ kind, offset }),
    );
  });
});

test('a handler of somebody else in a group of setup stays, with the group', () => {
  const [[, format]] = formats;
  const full = withEntries(format, '{}', true);
  const path = ['hooks', 'SessionStart', 0, 'hooks', -1];
  const theirs = { type: 'command', command: '/usr/bin/theirs' };
  const shared = applyEdits(full, modify(full, path, theirs, { isArrayInsertion: true }));
  expect(parse(format.remove(shared) ?? '')).toEqual({
    hooks: { SessionStart: [{ hooks: [theirs] }] },
  });
});
