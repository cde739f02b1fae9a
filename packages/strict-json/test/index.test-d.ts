import { expectTypeOf, test } from 'vitest';
import {
  decodeUtf8,
  type Issue,
  type JsonMember,
  parseJson,
  quoted,
  type RawJson,
  rawJson,
  writeMerged,
  writeObject,
} from '../src/index.ts';

declare const text: string;
declare const bytes: Uint8Array;
declare const members: readonly JsonMember[];

test('whether parsing went well decides between the value and the issues', () => {
  const parsed = parseJson(text);
  if (parsed.ok) {
    expectTypeOf(parsed.value).toEqualTypeOf<unknown>();
    expectTypeOf(parsed.members).toEqualTypeOf<readonly JsonMember[]>();
  } else expectTypeOf(parsed.issues).toEqualTypeOf<readonly Issue[]>();
  // @ts-expect-error There is a value only if it is JSON.
  void parseJson(text).value;
});

test('a value that was parsed is nothing in particular until somebody checks it', () => {
  const parsed = parseJson(text);
  // @ts-expect-error Nobody said that it is an object.
  if (parsed.ok) void parsed.value.theme;
});

test('texts and bytes are parsed', () => {
  parseJson(bytes);
  // @ts-expect-error It is parsed already.
  parseJson({ a: 1 });
});

test('an undefined option is one that is left out', () => {
  parseJson(text, { maxDepth: undefined, anyName: undefined });
  writeObject([], members, { indent: undefined, ascii: undefined, level: undefined });
  // @ts-expect-error The depth is a number.
  parseJson(text, { maxDepth: '32' });
});

test('an issue is an error or a warning', () => {
  expectTypeOf<Issue['severity']>().toEqualTypeOf<'error' | 'warning'>();
});

test('an object is written of entries, and of members with their text', () => {
  expectTypeOf(writeObject([['a', 1]], members)).toEqualTypeOf<string>();
  // @ts-expect-error An object has no order that is its own.
  writeObject({ a: 1 });
  // @ts-expect-error A member has a text.
  writeObject([], [{ key: 'a', value: 1 }]);
});

test('a merge needs what was there, or undefined', () => {
  expectTypeOf(writeMerged).parameter(1).toEqualTypeOf<string | undefined>();
  writeMerged({ a: 1 }, undefined, undefined, { indent: 2 });
  expectTypeOf(writeMerged).returns.toEqualTypeOf<string>();
});

test('JSON that is written as it is has been marked as such', () => {
  expectTypeOf(rawJson(text)).toEqualTypeOf<RawJson>();
  expectTypeOf<string>().not.toExtend<RawJson>();
});

test('bytes that are no UTF-8 are undefined, and a quoted text is a text', () => {
  expectTypeOf(decodeUtf8).toEqualTypeOf<(bytes: Uint8Array) => string | undefined>();
  expectTypeOf(quoted).toEqualTypeOf<(text: string) => string>();
});
