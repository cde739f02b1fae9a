import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodePointer,
  encodePointer,
  newPointerDocument,
  type PointerDocument,
  pointerCodec,
  posixZone,
} from '../src/index.ts';
import { otherMembers, plainTimestamps, timestamp } from './session-samples.ts';

const sampleFile = `{
  "active_mission_id": "mission-abc-123",
  "last_switched_at": "2026-02-15T13:16:02.154627Z",
  "previous_mission_id": "mission-abc-122"
}`;

const sampleState = {
  activeMissionId: 'mission-abc-123',
  lastSwitchedAt: timestamp('2026-02-15T13:16:02.154627Z'),
  previousMissionId: 'mission-abc-122',
};

const zone = posixZone('EST5EDT,M3.2.0,M11.1.0');

function decoded(source: string): PointerDocument {
  const result = decodePointer(source);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.document;
}

describe('a new pointer file', () => {
  test('has three keys in their order, its time in UTC, and no newline at the end', () => {
    expect(encodePointer(newPointerDocument(sampleState))).toBe(sampleFile);
    expect(decodePointer(new TextEncoder().encode(sampleFile))).toEqual({
      ok: true,
      document: newPointerDocument(sampleState),
    });
  });

  test('may name no mission', () => {
    const state = { activeMissionId: null, lastSwitchedAt: null, previousMissionId: null };
    const text = encodePointer(newPointerDocument(state));
    expect(JSON.parse(text)).toEqual({
      active_mission_id: null,
      last_switched_at: null,
      previous_mission_id: null,
    });
    expect(decoded(text)).toEqual(newPointerDocument(state));
  });
});

describe('a pointer file', () => {
  const ids = fc.option(fc.string({ unit: 'binary', minLength: 1 }));
  const states = fc.record({
    activeMissionId: ids,
    lastSwitchedAt: plainTimestamps,
    previousMissionId: ids,
  });

  test.each(['utc', 'naive-local'] as const)('in %s loses nothing by a rewrite', (dialect) => {
    fc.assert(
      fc.property(states, otherMembers, (state, others) => {
        const text = encodePointer({ ...newPointerDocument(state), dialect, others });
        const document = decoded(text);
        expect(document).toMatchObject({ state, dialect });
        expect(document.others).toEqual(others);
        expect(encodePointer(document)).toBe(text);
      }),
    );
  });

  test('of the two keys that Python writes is read, and gets the third when written', () => {
    const text = '{"active_mission_id": "m", "last_switched_at": "2026-02-15T15:03:27.158950"}';
    expect(decoded(text)).toMatchObject({
      state: { activeMissionId: 'm', previousMissionId: null },
      dialect: 'naive-local',
      texts: { lastSwitchedAt: '2026-02-15T15:03:27.158950' },
    });
    expect(JSON.parse(encodePointer(decoded(text)))).toEqual({
      active_mission_id: 'm',
      last_switched_at: '2026-02-15T15:03:27.158950',
      previous_mission_id: null,
    });
  });

  test.each([
    ['{"active_mission_id": null}', null],
    ['{"active_mission_id": ""}', null],
    ['{"active_mission_id": "..", "last_switched_at": null, "previous_mission_id": ""}', '..'],
  ])('%s is read', (text, activeMissionId) => {
    expect(decoded(text)).toMatchObject({
      state: { activeMissionId, lastSwitchedAt: null, previousMissionId: null },
      dialect: 'utc',
      texts: { lastSwitchedAt: null },
    });
  });

  test('keeps its dialect and its unknown keys when it is switched', () => {
    const document = decoded(
      '{"last_switched_at": "2026-02-15T15:03:27", "x": [1], "active_mission_id": "a"}',
    );
    const lastSwitchedAt = timestamp('2026-02-15T20:00:00.25Z');
    const state = { activeMissionId: 'b', lastSwitchedAt, previousMissionId: 'a' };
    const text = encodePointer({ ...document, state });
    expect(Object.keys(JSON.parse(text))).toEqual([
      'active_mission_id',
      'last_switched_at',
      'previous_mission_id',
      'x',
    ]);
    expect(decoded(text)).toMatchObject({ state, dialect: 'naive-local' });
    expect(decoded(text).others).toEqual([{ key: 'x', keyText: '"x"', valueText: '[1]' }]);
  });

  test('never writes an unknown key in place of one of the three', () => {
    const other = { key: 'active_mission_id', keyText: '"active_mission_id"', valueText: '"x"' };
    const document = { ...newPointerDocument(sampleState), others: [other] };
    expect(encodePointer(document)).toBe(sampleFile);
  });

  test('is read and written by its codec', () => {
    expect(pointerCodec().decode(sampleFile)).toEqual({ ok: true, value: decoded(sampleFile) });
    expect(pointerCodec().encode(decoded(sampleFile))).toBe(sampleFile);
    expect(pointerCodec().decode('[]')).toEqual(decodePointer('[]'));
  });

  test.each<[string, (source: string) => unknown]>([
    ['decodePointer', (source) => decodePointer(source, zone)],
    ['pointerCodec', (source) => pointerCodec(zone).decode(source)],
  ])('has its local time in the zone that is given: %s', (_, decode) => {
    const text = '{"active_mission_id": "m", "last_switched_at": "2026-07-01T12:00:00"}';
    const document = expect.objectContaining({
      zone,
      state: expect.objectContaining({ lastSwitchedAt: '2026-07-01T16:00:00.000000Z' }),
    });
    expect(Object.values(decode(text) as object)).toEqual([true, document]);
  });

  test('is written in the zone that it was read in', () => {
    const found = decodePointer(sampleFile, zone);
    if (!found.ok) throw new Error(JSON.stringify(found.issues));
    const { document } = found;
    expect(JSON.parse(encodePointer({ ...document, dialect: 'naive-local' }))).toMatchObject({
      last_switched_at: '2026-02-15T08:16:02.154627',
    });
  });

  test.each([
    ['{}', "'active_mission_id' is missing"],
    ['{"active_mission_id": 5}', "'active_mission_id' must be a string or null, not a number"],
    [
      '{"active_mission_id": null, "last_switched_at": 5}',
      "'last_switched_at' must be a string, not a number",
    ],
    ['7', 'this is a number, not a JSON object'],
  ])('%j is refused in words', (text, message) => {
    expect(decodePointer(text)).toMatchObject({ ok: false, issues: [{ message }] });
  });

  test('in the usual layout decodes as in any other, with any character changed', () => {
    const noise = fc.oneof(
      fc.constantFrom('"', '\\', ',', '{', 'null', '\u007f', '\u00e9', '\0', '\ufeff', 'Z', ''),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    const none = { activeMissionId: null, lastSwitchedAt: null, previousMissionId: null };
    const files = fc.constantFrom(sampleFile, encodePointer(newPointerDocument(none)));
    fc.assert(
      fc.property(files, fc.nat(200), fc.nat(2), noise, (file, where, gone, put) => {
        const at = where % (file.length + 1);
        const text = file.slice(0, at) + put + file.slice(at + gone);
        // That layout has no newline at the end; one more changes nothing in the content.
        expect(decodePointer(text)).toEqual(decodePointer(`${text}\n`));
      }),
      { numRuns: 2000 },
    );
  });

  test.each<[string, string, readonly string[]]>([
    ['', 'unparseable', [' JSON_SYNTAX']],
    ['[]', 'wrong-shape', [' JSON_NOT_OBJECT']],
    ['{}', 'wrong-shape', ['active_mission_id FIELD_MISSING']],
    ['{"active_mission_id": 5}', 'wrong-shape', ['active_mission_id FIELD_TYPE']],
    [
      '{"active_mission_id": [], "last_switched_at": "soon", "previous_mission_id": {}}',
      'wrong-shape',
      [
        'active_mission_id FIELD_TYPE',
        'last_switched_at FIELD_TIMESTAMP',
        'previous_mission_id FIELD_TYPE',
      ],
    ],
    [
      '{"active_mission_id": null, "last_switched_at": 1771161362}',
      'wrong-shape',
      ['last_switched_at FIELD_TYPE'],
    ],
  ])('%j is none, but %s', (text, fault, issues) => {
    const result = decodePointer(text);
    expect(result).toMatchObject({ ok: false, fault });
    expect(result.ok || result.issues.map(({ code, field }) => `${field} ${code}`)).toEqual(issues);
  });
});
