import { effects, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine } from '@missionctl/atomic-fs/testing';
import { parseJson } from '@missionctl/strict-json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StandardSchema, stateFile } from '../src/index.ts';
import { updateState } from '../src/operations.ts';

/** An object as text: each member with its spelling, and whether the schema knows it. */
interface Document {
  readonly members: readonly Member[];
  readonly space: string;
}

interface Member {
  readonly key: string;
  readonly keyText: string;
  readonly known: boolean;
  readonly node: string | Document;
}

const path = '/home/me/file.json';
const edited = 'edited by the test';
const forbidden = new Set(['__proto__', 'constructor', 'prototype', edited]);

const someKey = fc
  .oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom('0', '1', '10', 'a', 'toString', 'then', '\\', '\n', '/'),
  )
  .filter((key) => !forbidden.has(key));

/** Spellings that a reader and writer of JSON changes, unless it keeps the text. */
const oddText = fc.constantFrom(
  ...['1.0', '1e400', '-0', '12345678901234567890', '0.1e1', '"\\u0041\\/"', '[ 1 ,2 ]', '{ }'],
  ...['{"b": {"a" : 1.50}}', '[{"x":1.0}]', '"\\ud800"', 'null'],
);
const plainText = fc.oneof(
  fc.jsonValue({ maxDepth: 0 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('[1, 2]', '[]', '[{"x": 1}]'),
);

function escaped(key: string): string {
  const units = Array.from({ length: key.length }, (_, at) => key.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

const deepest = 3;

function documentAt(depth: number): fc.Arbitrary<Document> {
  return fc.record({
    members: fc.uniqueArray(memberAt(depth), { selector: ({ key }) => key, maxLength: 5 }),
    space: fc.constantFrom('', ' ', '\n\t'),
  });
}

function memberAt(depth: number): fc.Arbitrary<Member> {
  const below = depth < deepest ? [documentAt(depth + 1)] : [];
  const node = { known: fc.oneof(plainText, ...below), unknown: fc.oneof(oddText, ...below) };
  return fc
    .record({ key: someKey, odd: fc.boolean(), known: fc.boolean() })
    .chain(({ key, odd, known }) =>
      node[known ? 'known' : 'unknown'].map((text) => ({
        key,
        keyText: odd ? escaped(key) : JSON.stringify(key),
        known,
        node: text,
      })),
    );
}

function textOf({ members, space }: Document): string {
  const texts = members.map(
    ({ keyText, node }) => `${keyText}:${space}${typeof node === 'string' ? node : textOf(node)}`,
  );
  return `{${space}${texts.join(`${space},`)}${space}}`;
}

type JsonObject = Record<string, unknown>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a schema that strips makes of a value: the known members, and the one that the test adds. */
function known(value: unknown, { members }: Document): JsonObject {
  if (!isObject(value)) throw new TypeError('no object');
  const kept = members
    .filter((member) => member.known && Object.hasOwn(value, member.key))
    .map(({ key, node }) => [key, typeof node === 'string' ? value[key] : known(value[key], node)]);
  const own = Object.hasOwn(value, edited) ? [[edited, value[edited]]] : [];
  return Object.fromEntries([...kept, ...own]);
}

function schemaOf(wanted: Document): StandardSchema<JsonObject> {
  const validate = (value: unknown) => ({ value: known(value, wanted) });
  return { '~standard': { version: 1, vendor: 'test', validate } };
}

/** What is there of the members that the schema does not know, by their texts and their places. */
function unknownIn(text: string, { members }: Document, deleted: string | undefined): unknown {
  const parsed = parseJson(text, { anyName: true, maxDepth: 100 });
  if (!parsed.ok) throw new Error(`not JSON any more: ${text}`);
  const found = new Map(parsed.members.map((member) => [member.key, member]));
  return members.flatMap((member): unknown[] => {
    if (member.known && member.key === deleted) return [];
    const { keyText, valueText = '' } = found.get(member.key) ?? {};
    if (!member.known) return [[keyText, valueText]];
    return typeof member.node === 'string' ? [] : [unknownIn(valueText, member.node, undefined)];
  });
}

let updates = 0;

test('an update loses and respells no member that the schema does not know', () => {
  const property = fc.property(documentAt(1), fc.nat(), (wanted, chosen) => {
    const text = textOf(wanted);
    const machine = createMachine({ files: { [path]: text } });
    const file = stateFile({ path, schema: schemaOf(wanted) });
    const names = wanted.members.filter((member) => member.known).map(({ key }) => key);
    const deleted = names[chosen % (names.length + 1)];
    const change = (value: JsonObject | undefined): JsonObject => {
      const next = { ...value, [edited]: chosen };
      return Object.fromEntries(Object.entries(next).filter(([key]) => key !== deleted));
    };
    const updated = runSync(
      updateState(file, (found) => effects.invoke(() => change(found))),
      machine.start().system,
    );
    const after = machine.text(path) ?? '';
    expect(unknownIn(after, wanted, deleted)).toEqual(unknownIn(text, wanted, deleted));
    const parsed = parseJson(after, { anyName: true });
    if (!parsed.ok || !isObject(parsed.value)) throw new Error('no object');
    const { value } = parsed;
    expect(value[edited]).toBe(chosen);
    if (deleted !== undefined) expect(Object.hasOwn(value, deleted)).toBe(false);
    expect(updated.value).toEqual(known(value, wanted));
    const same = updateState(file, (found) => effects.invoke(() => found));
    const again = runSync(same, machine.start().system);
    expect([again.status, machine.text(path)]).toEqual(['unchanged', after]);
    updates += 1;
  });
  fc.assert(property, { numRuns: 1000 });
  report(updates);
});

/** The spelling of each member of an object, by its name. */
function spellings(text: string): ReadonlyMap<string, readonly string[]> {
  const parsed = parseJson(text, { anyName: true, maxDepth: 100 });
  if (!parsed.ok) throw new Error(`not JSON any more: ${text}`);
  const { members } = parsed;
  return new Map(members.map(({ key, keyText, valueText }) => [key, [keyText, valueText]]));
}

const throughAll: StandardSchema<JsonObject> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => (isObject(value) ? { value } : { issues: [{ message: 'no object' }] }),
  },
};

test('an update respells no member that it leaves as it is, even if the schema lets all through', () => {
  let kept = 0;
  const property = fc.property(documentAt(1), fc.nat(), fc.nat(), (document, chosen, inside) => {
    const text = textOf(document);
    const machine = createMachine({ files: { [path]: text } });
    const file = stateFile({ path, schema: throughAll });
    const names = document.members.map(({ key }) => key);
    const deleted = names[chosen % (names.length + 1)];
    const within = names[inside % (names.length + 1)];
    const change = (value: JsonObject = {}): JsonObject => {
      const entries = Object.entries(value).filter(([key]) => key !== deleted);
      const next = entries.map(([key, member]): [string, unknown] =>
        key === within && isObject(member) ? [key, { ...member, [edited]: 1 }] : [key, member],
      );
      return Object.fromEntries([...next, [edited, chosen]]);
    };
    const updating = updateState(file, (found) => effects.invoke(() => change(found)));
    runSync(updating, machine.start().system);
    const [before, after] = [spellings(text), spellings(machine.text(path) ?? '')];
    expect(new Set(after.keys())).toEqual(
      new Set([...names.filter((name) => name !== deleted), edited]),
    );
    for (const [key, [keyText = '', valueText = '']] of before) {
      if (key === deleted) continue;
      if (key !== within || !valueText.startsWith('{')) {
        expect(after.get(key)).toEqual([keyText, valueText]);
      } else {
        const [keptKey, below = ''] = after.get(key) ?? [];
        expect(keptKey).toBe(keyText);
        expect(spellings(below)).toEqual(
          new Map([...spellings(valueText), [edited, [`"${edited}"`, '1']]]),
        );
      }
    }
    kept += 1;
  });
  fc.assert(property, { numRuns: 1000 });
  report(kept);
});

function report(count: number): void {
  console.log(`kept members: ${count} updates of arbitrary documents, 0 members lost or respelled`);
}
