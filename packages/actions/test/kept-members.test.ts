import type { Operation } from '@missionctl/atomic-fs/operations';
import { createMachine, type Machine } from '@missionctl/atomic-fs/testing';
import { ledgerPath, pointerPath, sessionPath } from '@missionctl/session-model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectJson } from '../../strict-json/test/json-texts.ts';
import { joinLocally, setFocus, switchMission } from '../src/operations.ts';
import { home, machineWith, on } from './simulated-home.ts';
import { evidence } from './test-home.ts';

type Members = readonly (readonly [keyText: string, valueText: string])[];

const demo = evidence({ flag: 'demo' });
const bot = { mission: { flag: 'demo' }, who: { alias: 'bot', from: 'flag' } } as const;
const session = sessionPath(home.path, { missionId: 'demo' });
const pointer = pointerPath(home.path);
const ledger = ledgerPath(home.path, 'demo');

/** A machine on which somebody has joined demo and other, with one document as this text. */
function machineOf(path: string, text: string): Machine {
  const whole = machineWith('other', 'demo');
  const files = [session, pointer, ledger, sessionPath(home.path, { missionId: 'other' })];
  const texts = files.map((each): [string, string] => [each, whole.text(each) ?? '']);
  const planted = { ...Object.fromEntries(texts), [path]: text };
  return createMachine({ files: { '/home/me': { kind: 'directory' }, ...planted } });
}

/** The texts of keys and values, by a scan that knows nothing but where strings and brackets end. */
function membersOf(text: string): Members {
  const pieces = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+|\s+/g) ?? [];
  const members: [string, string][] = [];
  let depth = 0;
  let part = '';
  let key: string | undefined;
  for (const piece of pieces) {
    if (/[}\]]/.test(piece) && piece.length === 1) depth -= 1;
    const ends = (depth === 1 && piece === ',') || (depth === 0 && piece === '}');
    if (ends && key !== undefined) {
      members.push([key, part.trim()]);
      [key, part] = [undefined, ''];
    } else if (depth === 1 && piece === ':' && key === undefined) {
      [key, part] = [part.trim(), ''];
    } else if (depth > 0 && !ends) part += piece;
    if (/[{[]/.test(piece) && piece.length === 1) depth += 1;
  }
  return members;
}

/** The members put among those of a text, each at a place of its own. */
function among(text: string, others: Members, places: readonly number[]): string {
  const all = [...membersOf(text)];
  for (const [index, other] of others.entries()) {
    all.splice((places[index] ?? 0) % (all.length + 1), 0, other);
  }
  return `{ ${all.map(([key, value]) => `${key} :${value}`).join(',\n')}}`;
}

function unknownIn(text: string, known: ReadonlySet<string>): Members {
  return membersOf(text).filter(([key]) => !known.has(JSON.parse(key)));
}

function joinBot(): Operation<unknown> {
  const request = { role: 'developer', principal: 'me@here' };
  return joinLocally({ ...home, random: () => 0.7 }, bot, request);
}

const documents: readonly (readonly [string, string, () => Operation<unknown>])[] = [
  ['session', session, () => setFocus(home, demo, 'wp:WP01')],
  ['pointer', pointer, () => switchMission(home, demo, { to: 'other' })],
  ['ledger', ledger, joinBot],
];

const someMembers = objectJson.map(({ members }) => members);
const somePlaces = fc.array(fc.nat(20), { minLength: 5, maxLength: 5 });

describe.each(documents)('a change of the %s', (_, path, change) => {
  const whole = machineWith('other', 'demo').text(path) ?? '';
  const known = new Set(membersOf(whole).map(([key]) => String(JSON.parse(key))));

  test('keeps the text of every member that it does not know, wherever it stands, and their order', () => {
    let kept = 0;
    const property = fc.property(someMembers, somePlaces, (members, places) => {
      const others = members.filter(([key]) => !known.has(JSON.parse(key)));
      const before = among(whole, others, places);
      const machine = machineOf(path, before);
      on(machine, change());
      const after = machine.text(path) ?? '';
      expect(after).not.toBe(before);
      expect(unknownIn(after, known)).toEqual(unknownIn(before, known));
      kept += others.length;
    });
    fc.assert(property, { numRuns: 200 });
    expect(kept).toBeGreaterThan(200);
  });
});

test('a new entry of the ledger keeps the text of all others, and the order of their aliases', () => {
  const [, own] = membersOf(whole('participants')).at(0) ?? ['', ''];
  const property = fc.property(someMembers, somePlaces, (members, places) => {
    const others = members.filter(([key]) => !/participant_id|principal|issued_at/.test(key));
    const entry = among(own, others, places);
    const entries: Members = [
      ['"10"', entry],
      ['"b\\u006ft2"', own],
      ['"2"', entry],
      ['""', own],
    ];
    const participants = `{${entries.map(([key, value]) => `${key}: ${value}`).join(' ,')}}`;
    const text = membersOf(wholeLedger())
      .map(([key, value]) => `${key}: ${key === '"participants"' ? participants : value}`)
      .join(',\n');
    const machine = machineOf(ledger, `{${text}}`);
    on(machine, joinBot());
    const written = membersOf(machine.text(ledger) ?? '');
    const after = membersOf(written.find(([key]) => key === '"participants"')?.[1] ?? '');
    expect(after.slice(0, -1)).toEqual(entries);
    expect(after.at(-1)?.[0]).toBe('"bot"');
  });
  fc.assert(property, { numRuns: 100 });
});

function wholeLedger(): string {
  return machineWith('demo').text(ledger) ?? '';
}

function whole(key: string): string {
  return membersOf(wholeLedger()).find(([name]) => name === `"${key}"`)?.[1] ?? '';
}
