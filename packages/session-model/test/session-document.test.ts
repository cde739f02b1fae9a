import fc from 'fast-check';
import { deleteGlobalConfig, setGlobalConfig } from 'valibot';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  decodeSession,
  encodeSession,
  newSessionDocument,
  posixZone,
  type SessionDocument,
  sessionCodec,
  withState,
} from '../src/index.ts';
import { otherMembers, sampleFile, sampleState, states, timestamp } from './session-samples.ts';

function decoded(source: string): SessionDocument {
  const result = decodeSession(source);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.document;
}

function fileWith(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(sampleFile), ...changes });
}

function fileWithout(...keys: readonly string[]): string {
  const fields = Object.entries(JSON.parse(sampleFile)).filter(([key]) => !keys.includes(key));
  return JSON.stringify(Object.fromEntries(fields));
}

function rewritten(source: string): Record<string, unknown> {
  return JSON.parse(encodeSession(decoded(source)));
}

describe('a new session file', () => {
  test('has ten keys in their order, times in UTC, and no newline at the end', () => {
    expect(encodeSession(newSessionDocument(sampleState))).toBe(sampleFile);
  });

  test('is read as it was written', () => {
    expect(decodeSession(new TextEncoder().encode(sampleFile))).toEqual({
      ok: true,
      document: newSessionDocument(sampleState),
    });
  });

  test('has null for a focus of none, however none was spelled', () => {
    for (const focus of [null, 'none', '']) {
      const text = encodeSession(newSessionDocument({ ...sampleState, focus }));
      expect(JSON.parse(text)).toHaveProperty('focus', null);
    }
  });
});

describe('decoding and encoding', () => {
  test.each(['utc', 'naive-local'] as const)('lose nothing of a document in %s', (dialect) => {
    fc.assert(
      fc.property(states, otherMembers, (state, others) => {
        const text = encodeSession({ ...newSessionDocument(state), dialect, others });
        const document = decoded(text);
        expect(document.state).toEqual(state);
        expect(document.dialect).toBe(dialect);
        expect(document.others).toEqual(others);
        expect(encodeSession(document)).toBe(text);
      }),
    );
  });

  test('keep unknown keys after the ten, in their order', () => {
    const text = fileWith({
      zeta: 1,
      alpha: { nested: [true, null, 1.5, 'x'] },
      '\u00e9': '\u00e9',
    });
    expect(Object.keys(rewritten(text)).slice(10)).toEqual(['zeta', 'alpha', '\u00e9']);
    expect(rewritten(text)).toEqual(JSON.parse(text));
  });

  test('move unknown keys that stood before the ten', () => {
    const keys = Object.keys(rewritten(`{"first": 1,${fileWith({}).slice(1)}`));
    expect(keys).toEqual([...Object.keys(JSON.parse(sampleFile)), 'first']);
  });

  test('keep the text of an unknown member, and change the layout around it only', () => {
    const others = ['"2": 1.0', '"1" : { "x":1e400 }', '"caf\\u00e9":"\\u0078"', '"b"  : -0'];
    const text = `{${others.join(' , ')}, ${sampleFile.slice(1)}`;
    const written = encodeSession(decoded(text));
    expect(written).toBe(`${sampleFile.slice(0, -2)},
  "2": 1.0,
  "1": { "x":1e400 },
  "caf\\u00e9": "\\u0078",
  "b": -0
}`);
  });

  test('are the two functions of the codec', () => {
    const text = fileWith({ more: 1 });
    const document = decoded(text);
    expect(sessionCodec().decode(text)).toEqual({ ok: true, value: document });
    expect(sessionCodec().encode(document)).toBe(encodeSession(document));
    expect(sessionCodec().decode('[]')).toEqual(decodeSession('[]'));
  });

  test('never write an unknown key in place of one of the ten', () => {
    const role = { key: 'role', keyText: '"role"', valueText: '"owner"' };
    const more = { key: 'more', keyText: '"more"', valueText: '1' };
    const document = { ...newSessionDocument(sampleState), others: [role, more] };
    expect(JSON.parse(encodeSession(document))).toMatchObject({ role: 'developer', more: 1 });
  });

  test('upper-case a ULID in writing, not in reading, and leave every other id alone', () => {
    const lower = {
      participant_id: '01hxn8k3m9pqrstvwxyz654321',
      mission_run_id: '01hxn8k3m9pqrstvwxyz123456',
    };
    const text = fileWith(lower);
    expect(decoded(text).state).toMatchObject({
      participantId: lower.participant_id,
      missionRunId: lower.mission_run_id,
    });
    expect(rewritten(text)).toEqual(JSON.parse(sampleFile));
    for (const id of [
      '',
      'me',
      '8zzzzzzzzzzzzzzzzzzzzzzzzz',
      '123e4567-e89b-12d3-a456-426614174000',
    ]) {
      const other = { participant_id: id, mission_run_id: id };
      expect(rewritten(fileWith(other))).toMatchObject(other);
    }
  });
});

describe('a file in the usual layout', () => {
  // That layout has no newline at the end; one more changes nothing in the content.
  const wellFormed = new TextDecoder('utf-8', { ignoreBOM: true });
  const inAnotherLayout = (text: string): unknown => decodeSession(`${text}\n`);

  test('decodes as in any other', () => {
    fc.assert(
      fc.property(states, (state) => {
        const text = encodeSession(newSessionDocument(state));
        expect(decodeSession(text)).toEqual(inAnotherLayout(text));
        expect(decodeSession(text)).toEqual(decodeSession(JSON.stringify(JSON.parse(text))));
      }),
    );
  });

  test('does so with any character changed, inserted or removed', () => {
    const noise = fc.oneof(
      fc.constantFrom(
        '"',
        '\\',
        ',',
        '{',
        '[',
        '\u007f',
        '\u00e9',
        '\0',
        '\n',
        '\ufeff',
        'Z',
        '0',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.nat(sampleFile.length), fc.nat(2), noise, (at, gone, put) => {
        const text = sampleFile.slice(0, at) + put + sampleFile.slice(at + gone);
        expect(decodeSession(text)).toEqual(inAnotherLayout(text));
        const bytes = new TextEncoder().encode(text);
        expect(decodeSession(bytes)).toEqual(inAnotherLayout(wellFormed.decode(bytes)));
      }),
      { numRuns: 3000 },
    );
  });

  test('does so with one of its lines doubled, left out or exchanged', () => {
    const lines = sampleFile.split('\n');
    for (const [at, line] of lines.entries()) {
      const variants = [
        [...lines.slice(0, at), line, ...lines.slice(at)],
        [...lines.slice(0, at), ...lines.slice(at + 1)],
        [...lines.slice(0, at), ...lines.slice(at + 1, at + 2), line, ...lines.slice(at + 2)],
      ];
      for (const variant of variants.map((each) => each.join('\n'))) {
        expect(decodeSession(variant)).toEqual(inAnotherLayout(variant));
      }
    }
  });
});

describe('an older or sparser file', () => {
  test.each<[string, readonly string[], object]>([
    ['8 keys', ['session_token', 'saas_api_url'], { sessionToken: '', saasApiUrl: '' }],
    [
      '7 keys',
      ['mission_run_id', 'session_token', 'saas_api_url'],
      { missionRunId: '', sessionToken: '', saasApiUrl: '' },
    ],
    [
      '6 keys',
      ['drive_intent', 'focus', 'session_token', 'saas_api_url'],
      { driveIntent: 'inactive', focus: null, sessionToken: '', saasApiUrl: '' },
    ],
    [
      'the 5 required keys',
      ['mission_run_id', 'drive_intent', 'focus', 'session_token', 'saas_api_url'],
      { missionRunId: '', driveIntent: 'inactive', focus: null, sessionToken: '', saasApiUrl: '' },
    ],
  ])('of %s is read, and gets all ten when it is written', (_, keys, filledIn) => {
    const text = fileWithout(...keys);
    expect(decoded(text).state).toEqual({ ...sampleState, ...filledIn });
    expect(Object.keys(rewritten(text))).toEqual(Object.keys(JSON.parse(sampleFile)));
  });

  test.each([null, '', 'none'])('with the focus %j has none', (focus) => {
    expect(decoded(fileWith({ focus })).state.focus).toBeNull();
    expect(rewritten(fileWith({ focus }))).toHaveProperty('focus', null);
  });

  test('with CRLF and other white space is read, and is canonical when written', () => {
    const text = `\t${sampleFile.replaceAll('\n', '\r\n  ').replaceAll('": ', '" :\n')}\r\n`;
    expect(encodeSession(decoded(text))).toBe(sampleFile);
  });

  test('may hold values that fail every validation', () => {
    const odd = { role: 'None', drive_intent: 'turbo', focus: 'WP01', participant_id: 'me' };
    expect(decoded(fileWith({ ...odd, mission_id: '..' })).state).toMatchObject({
      missionId: '..',
      participantId: 'me',
      role: 'None',
      driveIntent: 'turbo',
      focus: 'WP01',
    });
  });
});

describe('the dialect of a file', () => {
  const utc = '2026-02-15T13:16:02.154627Z';
  const offset = '2026-02-15T14:16:02+01:00';
  const naive = '2026-02-15T13:16:02';

  test.each([
    [utc, utc, 'utc'],
    [utc, offset, 'utc'],
    [naive, naive, 'naive-local'],
    [utc, naive, 'mixed'],
    [naive, offset, 'mixed'],
  ])('whose times are %s and %s is %s', (joined_at, last_activity_at, dialect) => {
    expect(decoded(fileWith({ joined_at, last_activity_at }))).toMatchObject({
      dialect,
      texts: { joinedAt: joined_at, lastActivityAt: last_activity_at },
    });
  });

  test.each([
    ['2026-02-15T13:16Z', '2026-02-15 14:16:02+01'],
    ['2026-02-15T13:16:02.1', '2026-02-15 13:16:02.123456789'],
  ])('is kept with the texts of its times (%s, %s) by a rewrite', (joined_at, last_activity_at) => {
    const times = { joined_at, last_activity_at };
    expect(rewritten(fileWith(times))).toMatchObject(times);
  });

  test('decides how a changed time is written, while the other keeps its text', () => {
    const lastActivityAt = timestamp('2026-02-15T20:00:00.5Z');
    const change = (source: string): unknown => {
      const document = decoded(source);
      const state = { ...document.state, lastActivityAt };
      return JSON.parse(encodeSession(withState(document, state)));
    };
    expect(change(fileWith({ joined_at: offset, last_activity_at: utc }))).toMatchObject({
      joined_at: offset,
      last_activity_at: '2026-02-15T20:00:00.500000Z',
    });
    const written = change(fileWith({ joined_at: naive, last_activity_at: naive }));
    expect(written).toMatchObject({ joined_at: naive });
    expect(written).toHaveProperty(
      'last_activity_at',
      expect.stringMatching(/^2026-02-1[56]T\d\d:\d\d:00\.500000$/),
    );
  });

  test('becomes UTC in both times when it was mixed', () => {
    const joinedAt = decoded(fileWith({ joined_at: naive })).state.joinedAt;
    const written = rewritten(fileWith({ joined_at: naive, last_activity_at: offset }));
    expect(written).toMatchObject({ joined_at: joinedAt, last_activity_at: offset });
    expect(decoded(JSON.stringify(written)).dialect).toBe('utc');
  });

  test('is kept with its unknown keys and texts when the state changes', () => {
    const document = decoded(fileWith({ joined_at: naive, last_activity_at: naive, extra: 1 }));
    const state = { ...document.state, focus: null };
    expect(withState(document, state)).toEqual({ ...document, state });
    expect(document.state.focus).toBe('wp:WP01');
  });
});

describe('the local times of a file', () => {
  const zone = posixZone('EST5EDT,M3.2.0,M11.1.0');
  const text = fileWith({
    joined_at: '2026-07-01T12:00:00',
    // An hour that comes twice: its text says the first of them.
    last_activity_at: '2026-11-01T01:30:00',
  });

  test.each([
    ['decodeSession', (source: string) => decodeSession(source, zone)],
    [
      'sessionCodec',
      (source: string) => {
        const found = sessionCodec(zone).decode(source);
        return found.ok ? { ok: true as const, document: found.value } : found;
      },
    ],
  ])('are those of the zone that is given: %s', (_, decode) => {
    const found = decode(text);
    if (!found.ok) throw new Error(JSON.stringify(found.issues));
    expect(found.document).toMatchObject({
      zone,
      dialect: 'naive-local',
      state: {
        joinedAt: '2026-07-01T16:00:00.000000Z',
        lastActivityAt: '2026-11-01T05:30:00.000000Z',
      },
    });
    expect(JSON.parse(encodeSession(found.document))).toEqual(JSON.parse(text));
    const lastActivityAt = timestamp('2026-11-01T06:30:00.5Z');
    const later = withState(found.document, { ...found.document.state, lastActivityAt });
    expect(JSON.parse(encodeSession(later))).toMatchObject({
      joined_at: '2026-07-01T12:00:00',
      last_activity_at: '2026-11-01T01:30:00.500000',
    });
  });

  test('are those of the zone of a new file', () => {
    const state = { ...sampleState, joinedAt: timestamp('2026-07-01T16:00:00Z') };
    const written = encodeSession(newSessionDocument(state, { dialect: 'naive-local', zone }));
    expect(JSON.parse(written)).toMatchObject({ joined_at: '2026-07-01T12:00:00' });
  });
});

describe('a file that is not a session', () => {
  const required = ['mission_id', 'participant_id', 'role', 'joined_at', 'last_activity_at'];

  test.each(required)('lacks the key %s', (key) => {
    expect(decodeSession(fileWithout(key))).toEqual({
      ok: false,
      fault: 'wrong-shape',
      issues: [
        { code: 'FIELD_MISSING', severity: 'error', field: key, message: `'${key}' is missing` },
      ],
    });
  });

  const kinds: readonly (readonly [unknown, string])[] = [
    [5, 'a number'],
    [null, 'null'],
    [true, 'a boolean'],
    [['x'], 'an array'],
    [{ x: 1 }, 'an object'],
  ];
  const typed = Object.keys(JSON.parse(sampleFile) as object).flatMap((key) =>
    kinds
      .filter(([value]) => !(key === 'focus' && value === null))
      .map(([value, kind]) => ({ key, value, kind })),
  );

  test.each(typed)('has $kind as $key', ({ key, value, kind }) => {
    const wanted = key === 'focus' ? 'a string or null' : 'a string';
    expect(decodeSession(fileWith({ [key]: value }))).toEqual({
      ok: false,
      fault: 'wrong-shape',
      issues: [
        {
          code: 'FIELD_TYPE',
          severity: 'error',
          field: key,
          message: `'${key}' must be ${wanted}, not ${kind}`,
        },
      ],
    });
  });

  test.each(['joined_at', 'last_activity_at'])('has an invalid time as %s', (key) => {
    expect(decodeSession(fileWith({ [key]: '2026-02-30T00:00:00Z' }))).toEqual({
      ok: false,
      fault: 'wrong-shape',
      issues: [
        {
          code: 'FIELD_TIMESTAMP',
          severity: 'error',
          field: key,
          message: `'${key}' is not a timestamp: there is no such day`,
        },
      ],
    });
  });

  test('has one issue for each wrong field, in the order of the keys', () => {
    const result = decodeSession('{"saas_api_url": 1, "joined_at": "x", "focus": 2, "role": null}');
    expect(result.ok || result.issues.map(({ code, field }) => `${field} ${code}`)).toEqual([
      'mission_id FIELD_MISSING',
      'participant_id FIELD_MISSING',
      'role FIELD_TYPE',
      'joined_at FIELD_TIMESTAMP',
      'last_activity_at FIELD_MISSING',
      'focus FIELD_TYPE',
      'saas_api_url FIELD_TYPE',
    ]);
  });

  test.each([
    ['{', 'unparseable'],
    [`\uFEFF${sampleFile}`, 'unparseable'],
    [`${sampleFile}"}`, 'unparseable'],
    ['{"role": 1, "role": 2}', 'unparseable'],
    ['[]', 'wrong-shape'],
    ['null', 'wrong-shape'],
    ['{}', 'wrong-shape'],
    ['{"active_mission_id": null}', 'wrong-shape'],
  ])('%j is %s', (source, fault) => {
    expect(decodeSession(source)).toMatchObject({ ok: false, fault });
  });

  test.each([
    ['[]', 'an array'],
    ['null', 'null'],
    ['7', 'a number'],
    ['"x"', 'a string'],
    ['true', 'a boolean'],
  ])('is %s: it says what that is', (source, kind) => {
    const message = `this is ${kind}, not a JSON object`;
    expect(decodeSession(source)).toEqual({
      ok: false,
      fault: 'wrong-shape',
      issues: [{ code: 'JSON_NOT_OBJECT', severity: 'error', field: '', message }],
    });
  });

  test('has all its issues, whatever an application has set for its own schemas', () => {
    setGlobalConfig({ abortEarly: true });
    onTestFinished(() => deleteGlobalConfig());
    const found = decodeSession('{}');
    expect(found.ok || found.issues.map(({ field }) => field)).toEqual(required);
  });

  test('is explained without its token or any unknown value, however it was damaged', () => {
    const source = fileWith({ unknown: 'SECRET too', more: { key: 'SECRET' } });
    const damage = fc.oneof(
      fc.nat(source.length).map((at) => source.slice(0, at)),
      fc
        .tuple(fc.nat(source.length), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }))
        .map(([at, noise]) => source.slice(0, at) + noise + source.slice(at)),
      fc.constantFrom(
        fileWith({ session_token: ['SECRET'] }),
        fileWith({ session_token: { SECRET: 1 } }),
        fileWith({ joined_at: 'SECRET' }),
        fileWith({ role: { SECRET: 'SECRET' } }),
      ),
    );
    fc.assert(
      fc.property(damage, (text) => {
        const result = decodeSession(text);
        if (!result.ok) expect(JSON.stringify(result)).not.toContain('SECRET');
      }),
      { numRuns: 1000 },
    );
  });

  test('is every prefix of one', () => {
    for (let length = 0; length < sampleFile.length; length += 1) {
      expect(decodeSession(sampleFile.slice(0, length))).toMatchObject({ fault: 'unparseable' });
    }
  });
});
