import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../src/index.ts';
import { referenceValue } from './reference-json.ts';

const utf8 = new TextEncoder();

const codeOf = (source: string | Uint8Array, maxDepth?: number): string => {
  const result = parseJson(source, maxDepth === undefined ? {} : { maxDepth });
  return result.ok ? 'ok' : result.issues.map(({ code }) => code).join();
};

const nested = (depth: number, inner = ''): string =>
  `${'{"a":'.repeat(depth - 1)}{${inner}}${'}'.repeat(depth - 1)}`;

describe("keys that are names of somebody's choosing", () => {
  test.each<[string, string, string]>([
    ['constructor', '{"a": {"constructor": 1}}', 'ok'],
    ['prototype, escaped', '{"\\u0070rototype": 1}', 'ok'],
    ['__proto__', '{"a": {"__proto__": 1}}', 'JSON_FORBIDDEN_KEY'],
    ['constructor twice', '{"constructor": 1, "constructor": 2}', 'JSON_DUPLICATE_KEY'],
  ])('%s', (_, source, expected) => {
    const result = parseJson(source, { anyName: true });
    expect(result.ok ? 'ok' : result.issues[0]?.code).toBe(expected);
  });
});

describe('hostile or torn JSON', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'JSON_SYNTAX'],
    ['white space', ' \n', 'JSON_SYNTAX'],
    ['a byte order mark', '\uFEFF{}', 'JSON_BYTE_ORDER_MARK'],
    ['a cut-off object', '{"a": "b', 'JSON_SYNTAX'],
    ['an unfinished escape', '{"a": "\\', 'JSON_SYNTAX'],
    ['trailing garbage', '{"a": 1}"}', 'JSON_SYNTAX'],
    ['two objects', '{}{}', 'JSON_SYNTAX'],
    ['a NUL after the object', '{}\0', 'JSON_SYNTAX'],
    ['a NUL in a string', '{"a": "\0"}', 'JSON_SYNTAX'],
    ['only NULs', '\0'.repeat(400), 'JSON_SYNTAX'],
    ['a comment', '{} // x', 'JSON_SYNTAX'],
    ['a trailing comma', '{"a": 1,}', 'JSON_SYNTAX'],
    ['single quotes', "{'a': 1}", 'JSON_SYNTAX'],
    ['NaN, which Python writes', '{"a": NaN}', 'JSON_SYNTAX'],
    ['closing brackets only', ']}]}', 'JSON_SYNTAX'],
    ['a key outside any object', '"a": 1', 'JSON_SYNTAX'],
    ['an invalid escape in a key', '{"\\x": 1}', 'JSON_SYNTAX'],
    ['a key given twice', '{"a": 1, "a": 1}', 'JSON_DUPLICATE_KEY'],
    ['a key twice, once escaped', '{"a": 1, "\\u0061": 2}', 'JSON_DUPLICATE_KEY'],
    ['a key twice, below', '{"x": [{"y": {"a": 1, "b": 2, "a": 3}}]}', 'JSON_DUPLICATE_KEY'],
    ['an empty key twice', '{"": 1, "": 2}', 'JSON_DUPLICATE_KEY'],
    ['a key twice, with white space', '{"a" : 1, "a"\r\n\t : 2}', 'JSON_DUPLICATE_KEY'],
    ['a key again after an object', '{"a": {"b": 1}, "a": 2}', 'JSON_DUPLICATE_KEY'],
    ['__proto__', '{"__proto__": {}}', 'JSON_FORBIDDEN_KEY'],
    ['__proto__ escaped', '{"\\u005f_proto\\u005f_": {}}', 'JSON_FORBIDDEN_KEY'],
    ['__proto__ deep', '{"a": [[{"b": {"__proto__": 1}}]]}', 'JSON_FORBIDDEN_KEY'],
    ['constructor', '{"constructor": 1}', 'JSON_FORBIDDEN_KEY'],
    ['prototype', '{"a": {"prototype": 1}}', 'JSON_FORBIDDEN_KEY'],
    ['__proto__, as we write it', '{\n  "__proto__": 1\n}', 'JSON_FORBIDDEN_KEY'],
    ['constructor, as we write it', '{\n  "a": 1,\n  "constructor": 1\n}', 'JSON_FORBIDDEN_KEY'],
    ['a key twice, as we write it', '{\n  "a": 1,\n  "a": 1\n}', 'JSON_DUPLICATE_KEY'],
    ['33 levels', nested(33), 'JSON_DEPTH'],
    ['33 levels of arrays', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 'JSON_DEPTH'],
  ])('%s is refused, as text and as bytes', (_, source, expected) => {
    expect(codeOf(source)).toBe(expected);
    expect(codeOf(utf8.encode(source))).toBe(expected);
  });

  test.each<[string, readonly number[]]>([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
    ['Latin-1', [0xe9]],
    ['a cut-off sequence', [0xf0, 0x9f, 0x98]],
    ['a byte that never occurs', [0xff]],
  ])('%s is not UTF-8', (_, bytes) => {
    const source = Uint8Array.from([...utf8.encode('{"a": "'), ...bytes, ...utf8.encode('"}')]);
    expect(codeOf(source)).toBe('JSON_ENCODING');
  });

  test('UTF-16 is not UTF-8', () => {
    expect(codeOf(Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]))).toBe('JSON_ENCODING');
  });

  test.each<[string, string | Uint8Array, string]>([
    ['bytes', Uint8Array.of(0xff), 'this is not UTF-8'],
    ['a byte order mark', '\uFEFF{}', 'this begins with a byte order mark'],
    ['white space', ' \n', 'this is empty'],
    ['a torn text', '{"a": ', 'this is not valid JSON'],
    ['a key twice', '{"a\\u001b": 1, "a\\u001b": 2}', 'the key "a\\u001b" is given twice'],
    ['a forbidden key', '{"\\u005f_proto__": 1}', 'the key "__proto__" is not allowed'],
    ['depth', '['.repeat(40), 'this is nested more than 32 deep'],
    ['nothing', '', 'this is empty'],
  ])('%s is explained', (_, source, message) => {
    expect(parseJson(source)).toMatchObject({
      ok: false,
      issues: [{ severity: 'error', field: '', message }],
    });
  });

  test('is explained without quoting what stood there', () => {
    const result = parseJson('{"session_token": "sess_SECRET" sess_SECRET');
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('SECRET');
  });
});

describe('strict JSON', () => {
  test.each<[string, string]>([
    ['an empty object', '{}'],
    ['white space around it', ' \r\n\t{ }\n'],
    ['32 levels', nested(32)],
    ['brackets inside a string', `{"a": "${'[{'.repeat(100)}"}`],
    ['quotes and backslashes in strings', '{"a\\"b": "\\\\", "c": "\\\\\\"{", "d\\\\": 1}'],
    ['one key in two objects', '{"a": {"a": 1}, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}'],
    ['a forbidden key as a value', '{"a": "__proto__", "b": ["constructor", "prototype"]}'],
    ['one text as key and as value', '{"a": "a", "b": ["a", "a"]}'],
    ['keys that differ by case or accent', '{"a": 1, "A": 2, "\u00e9": 3, "e\u0301": 4}'],
    ['names of inherited properties', '{"toString": 1, "hasOwnProperty": 2, "proto": 3}'],
    ['an escaped NUL', '{"a": "\\u0000"}'],
    ['a lone surrogate, escaped', '{"a": "\\ud800"}'],
    ['U+FEFF inside', '{"a": "\uFEFF"}'],
  ])('with %s is read', (_, source) => {
    const expected = { ok: true, value: referenceValue(source) };
    expect(parseJson(source)).toMatchObject(expected);
    expect(parseJson(utf8.encode(source))).toMatchObject(expected);
  });

  test.each([
    ['{\n  "a": 1,\n  "b": ",",\n  "c": null\n}', ['1', '","', 'null']],
    ['{\n  "a": 1.0,\n  "b": ",",\n  "c": [1]\n}', ['1.0', '","', '[1]']],
  ])('gives the text of each member, in any layout: %j', (source, valueTexts) => {
    expect(parseJson(source)).toMatchObject({
      members: ['a', 'b', 'c'].map((key, at) => ({
        key,
        keyText: `"${key}"`,
        valueText: valueTexts[at],
      })),
    });
  });

  test('may hold a string of a mebibyte, escapes and all', () => {
    const long = '\\"'.repeat(2 ** 19);
    const result = parseJson(`{"a": ${JSON.stringify(long)}}`);
    expect(result).toMatchObject({ ok: true, value: { a: long } });
  });

  test('may be as deep as the caller says', () => {
    expect(codeOf(nested(3), 3)).toBe('ok');
    expect(codeOf(nested(4), 3)).toBe('JSON_DEPTH');
    expect(codeOf(nested(100), 100)).toBe('ok');
    expect(codeOf('{\n  "a": 1\n}', 1)).toBe('ok');
    expect(codeOf('{\n  "a": 1\n}', 0)).toBe('JSON_DEPTH');
    expect(codeOf('1', 0)).toBe('ok');
  });

  test.each([-1, Number.NaN])('has a depth that is a number of levels, not %d', (maxDepth) => {
    expect(() => codeOf('1', maxDepth)).toThrow(
      new RangeError(`maxDepth is not a number of levels: ${maxDepth}`),
    );
  });

  test('is refused exactly when a key is forbidden or repeated within its object', () => {
    type Tree = string | readonly (readonly [string, Tree])[];
    const key = fc.constantFrom('a', 'b', 'c', '"', '\\', '__proto__', 'constructor', '{', ':');
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', ':', 'a'), maxLength: 5 }),
        fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }),
      ),
    }));
    const write = (node: Tree, escaped: boolean): string =>
      typeof node === 'string'
        ? JSON.stringify(node)
        : `{${node.map(([name, value]) => `${spell(name, escaped)} : ${write(value, !escaped)}`).join()}}`;
    const spell = (name: string, escaped: boolean): string =>
      escaped
        ? `"${[...name].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`
        : JSON.stringify(name);
    const isClean = (node: Tree): boolean => {
      if (typeof node === 'string') return true;
      const names = node.map(([name]) => name);
      const distinct = new Set(names).size === names.length;
      const allowed = !names.includes('__proto__') && !names.includes('constructor');
      return distinct && allowed && node.every(([, value]) => isClean(value));
    };
    fc.assert(
      fc.property(tree, fc.boolean(), (node, escaped) => {
        const source = `{"root": ${write(node, escaped)}}`;
        expect(parseJson(source).ok).toBe(isClean(node));
      }),
      { numRuns: 1000 },
    );
  });

  test('never throws, and never takes what JSON.parse does not', () => {
    const near = fc.string({ unit: fc.constantFrom(...'{}[]":,\\au0 1\n'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (source) => {
        const result = parseJson(source);
        if (!result.ok) return;
        expect(() => JSON.parse(source)).not.toThrow();
        expect(result.value).toEqual(referenceValue(source));
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseJson(bytes)));
  });
});
