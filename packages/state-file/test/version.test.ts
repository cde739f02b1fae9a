import { join } from 'node:path';
import { runSync } from '@missionctl/atomic-fs/operations';
import { createMachine } from '@missionctl/atomic-fs/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Codec, readStateSync, stateFile } from '../src/index.ts';
import { readState } from '../src/operations.ts';
import { plant, scratch } from './scratch.ts';

const text: Codec<string> = { decode: (value) => ({ ok: true, value }), encode: (value) => value };
const path = '/home/me/file';
const file = stateFile({ path, codec: text });

/** The version of a file that says this. */
function versionOf(content: string): string {
  const { system } = createMachine({ files: { [path]: content } }).start();
  const state = runSync(readState(file), system);
  return state.status === 'present' ? state.version : state.status;
}

/** How many versions these contents have among them. */
function distinct(contents: readonly string[]): number {
  return new Set(contents.map(versionOf)).size;
}

/** A text in which no two characters near each other are alike. */
const varied = Array.from({ length: 160 }, (_, at) =>
  String.fromCharCode(33 + ((at * 37) % 90)),
).join('');

function swapped(one: number, other: number): string {
  const characters = [...varied];
  [characters[one], characters[other]] = [characters[other] ?? '', characters[one] ?? ''];
  return characters.join('');
}

// Whoever has kept a version over an update of this package can still save with it.
test.each([
  ['', '2462723854.3413276431'],
  ['a', '2194678987.1254310040'],
  ['ab', '1515603910.336332591'],
  ['abc', '847180345.3254728354'],
  ['abcd', '2664400748.759589839'],
  ['abcde', '2363658032.3637352221'],
  ['{\n  "theme": "dark"\n}\n', '1565628450.2725065922'],
  ['\u00ff\u00fe\u{1f600}', '3622589240.443439215'],
])('the version of %j is what it was in earlier releases', (content, version) => {
  expect(versionOf(content)).toBe(version);
});

test('contents that differ by two swapped characters, 1 to 128 apart, have different versions', () => {
  const contents = new Set([varied]);
  for (let distance = 1; distance <= 128; distance += 1) {
    for (let at = 0; at + distance < varied.length; at += 7)
      contents.add(swapped(at, at + distance));
  }
  expect(contents.size).toBeGreaterThan(1000);
  expect(distinct([...contents])).toBe(contents.size);
});

test('contents that differ by a character moved 1 to 128 places have different versions', () => {
  const contents = new Set([varied]);
  for (let distance = 1; distance <= 128; distance += 1) {
    for (let at = 0; at + distance < varied.length; at += 7) {
      const [moved = '', ...rest] = [varied[at], ...varied.slice(0, at), ...varied.slice(at + 1)];
      contents.add([...rest.slice(0, at + distance), moved, ...rest.slice(at + distance)].join(''));
    }
  }
  expect(distinct([...contents])).toBe(contents.size);
});

test('contents that differ by one bit, or one up here and one down there, have different versions', () => {
  const contents = new Set([varied]);
  const changed = (at: number, by: (code: number) => number, text = varied): string =>
    text.slice(0, at) + String.fromCharCode(by(text.charCodeAt(at))) + text.slice(at + 1);
  for (let at = 0; at < varied.length; at += 1) {
    for (let bit = 0; bit < 7; bit += 1) contents.add(changed(at, (code) => code ^ (1 << bit)));
  }
  for (let distance = 1; distance <= 128; distance += 1) {
    for (let at = 0; at + distance < varied.length; at += 7) {
      const up = changed(at, (code) => code + 1);
      contents.add(changed(at + distance, (code) => code - 1, up));
    }
  }
  expect(distinct([...contents])).toBe(contents.size);
});

test('contents of one repeated character, zero bytes too, have different versions at each length', () => {
  for (const character of ['\0', ' ', 'a', '\u00ff']) {
    const contents = Array.from({ length: 300 }, (_, length) => character.repeat(length));
    expect(distinct(contents)).toBe(contents.length);
  }
});

test('a bit of the last characters changes about half of the bits of each half of a version', () => {
  const lanes = (version: string): readonly number[] => version.split('.').map(Number);
  const original = lanes(versionOf(varied));
  const changed = [0, 0];
  for (let at = varied.length - 4; at < varied.length; at += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      const flipped = String.fromCharCode(varied.charCodeAt(at) ^ (1 << bit));
      const others = lanes(versionOf(varied.slice(0, at) + flipped + varied.slice(at + 1)));
      for (const [half, word] of others.entries()) {
        changed[half] = (changed[half] ?? 0) + bitsOf(word ^ (original[half] ?? 0));
      }
    }
  }
  for (const bits of changed) {
    expect(bits / 28).toBeGreaterThan(14);
    expect(bits / 28).toBeLessThan(18);
  }
});

function bitsOf(word: number): number {
  return (word >>> 0).toString(2).replaceAll('0', '').length;
}

test('numbers that count, as a settings file has them, have different versions', () => {
  const contents = Array.from({ length: 20_000 }, (_, count) => `{\n  "count": ${count}\n}\n`);
  expect(distinct(contents)).toBe(contents.length);
});

test('equal contents have equal versions, whatever they are', () => {
  const property = fc.property(fc.string({ maxLength: 50 }), (content) => {
    expect(versionOf(content)).toBe(versionOf(`${content}`));
    expect(versionOf(content)).toMatch(/^\d+\.\d+$/);
  });
  fc.assert(property, { numRuns: 200 });
});

test('the version of a real file is that of the simulated one', () => {
  const real = stateFile({ path: join(scratch(), 'file'), codec: text });
  plant(real.path, varied);
  expect(readStateSync(real)).toMatchObject({ version: versionOf(varied) });
});
