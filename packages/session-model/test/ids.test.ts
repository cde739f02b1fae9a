import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  caseKey,
  InvalidIdError,
  type Issue,
  type Parsed,
  parseAlias,
  parseMissionId,
  parseNewAlias,
  parseParticipantId,
  parseRunId,
  requireAlias,
  requireMissionId,
  requireNewAlias,
  requireParticipantId,
  requireRunId,
  timeOfUlid,
} from '../src/index.ts';

interface Kind {
  readonly name: string;
  readonly parse: (text: string) => Parsed<string>;
  readonly require: (text: string) => string;
  /** The prefix of the codes of its issues. */
  readonly code: string;
  readonly field: string;
  readonly kind: InvalidIdError['kind'];
  /** A valid one, and an invalid one. */
  readonly samples: readonly [valid: string, invalid: string];
}

const ulid = '01HXN8K3M9PQRSTVWXYZ654321';

const missionId: Kind = {
  name: 'a mission id',
  parse: parseMissionId,
  require: requireMissionId,
  code: 'MISSION_ID',
  field: 'mission_id',
  kind: 'mission-id',
  samples: ['demo', '..'],
};

const alias: Kind = {
  name: 'an alias',
  parse: parseAlias,
  require: requireAlias,
  code: 'ALIAS',
  // No file holds it.
  field: '',
  kind: 'alias',
  samples: ['bot', 'Bot'],
};

const newAlias: Kind = {
  ...alias,
  name: 'a new alias',
  parse: parseNewAlias,
  require: requireNewAlias,
  samples: ['bot', 'claude-null'],
};

const participantId: Kind = {
  name: 'a participant id',
  parse: parseParticipantId,
  require: requireParticipantId,
  code: 'PARTICIPANT_ID',
  field: 'participant_id',
  kind: 'participant-id',
  samples: [ulid, `8${ulid.slice(1)}`],
};

const runId: Kind = {
  name: 'a run id',
  parse: parseRunId,
  require: requireRunId,
  code: 'RUN_ID',
  field: 'mission_run_id',
  kind: 'run-id',
  samples: [ulid, 'run-1'],
};

const kinds = [missionId, alias, newAlias, participantId, runId];

/** The rules of its kind that a text breaks; none for a valid id. */
const rules: readonly (readonly [Kind, string, readonly string[]])[] = [
  ...[
    ...[
      'mission-abc-123',
      '040-mission',
      'a',
      '0',
      'A.b_c-d',
      'a..b',
      'x'.repeat(65),
      'x'.repeat(128),
    ],
    ...['console', 'con-1', 'com', 'com10', 'lpt', 'aux_', 'my.con', 'nul1'],
  ].map((text) => [missionId, text, []] as const),
  [missionId, '', ['LENGTH']],
  [missionId, 'x'.repeat(129), ['LENGTH']],
  [missionId, 'x'.repeat(300), ['LENGTH']],
  [missionId, '\n'.repeat(129), ['LENGTH', 'ALPHABET']],
  ...[
    ...['a/b', 'a\\b', 'C:', 'a b', 'a ', 'a\n', 'a\nb', 'a\0', '\0', 'a%2fb', '~', '/abs'],
    ...['caf\u00e9', '\u0430bc', 'mi\u017fsion', 'com\u00b9'],
  ].map((text) => [missionId, text, ['ALPHABET']] as const),
  [missionId, '../x', ['ALPHABET', 'START']],
  [missionId, '../../../evil', ['ALPHABET', 'START']],
  ...['.hidden', '-flag', '_a'].map((text) => [missionId, text, ['START']] as const),
  [missionId, '.', ['START', 'END']],
  [missionId, '..', ['START', 'END']],
  [missionId, 'a.', ['END']],
  ...['con', 'PRN', 'Aux.txt', 'nul.tar.gz', 'com0', 'COM9.log', 'lpt0', 'Lpt9.x'].map(
    (text) => [missionId, text, ['DEVICE_NAME']] as const,
  ),
  [missionId, 'con.', ['END', 'DEVICE_NAME']],

  ...['a', '7', 'agent-1', 'claude_code', 'x'.repeat(32), 'console', 'com10', 'a-'].map(
    (text) => [alias, text, []] as const,
  ),
  // What is stored under these names stays, and nobody new can have them.
  ...[
    ...(['you', 'me', 'none'] as const).map((text) => [text, 'RESERVED'] as const),
    ...(['a-', 'claude-'] as const).map((text) => [text, 'END'] as const),
    ...(['null', 'undefined', 'claude-null', 'codex-undefined', 'a_b-null'] as const).map(
      (text) => [text, 'UNSET'] as const,
    ),
  ].flatMap(([text, rule]): typeof rules => [
    [alias, text, []],
    [newAlias, text, [rule]],
  ]),
  ...[
    'youth',
    'me-2',
    'resume',
    'thank-you',
    'nullable',
    'claude-nullable',
    'annul',
    'you-null-1',
  ].map((text) => [newAlias, text, []] as const),
  [newAlias, '-', ['START', 'END']],
  [newAlias, 'Me-null', ['ALPHABET', 'UNSET']],
  [alias, '', ['LENGTH']],
  [alias, 'x'.repeat(33), ['LENGTH']],
  [alias, '\n'.repeat(33), ['LENGTH', 'ALPHABET']],
  ...['Agent', 'a.b', 'a/b', 'a b', 'a\n', 'a\0', '\u00e9', '..'].map(
    (text) => [alias, text, ['ALPHABET']] as const,
  ),
  [alias, '-a', ['START']],
  [alias, '_a', ['START']],
  ...['con', 'nul', 'com1'].map((text) => [alias, text, ['DEVICE_NAME']] as const),
  [alias, 'CON', ['ALPHABET', 'DEVICE_NAME']],
  [alias, 'con.txt', ['ALPHABET', 'DEVICE_NAME']],

  ...[participantId, runId].flatMap((kind): typeof rules => [
    [kind, ulid, []],
    [kind, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', []],
    [kind, '00000000000000000000000000', []],
    [kind, '0789ABCDEFGHJKMNPQRSTVWXYZ', []],
    [kind, '', ['LENGTH']],
    [kind, ulid.slice(1), ['LENGTH']],
    [kind, `${ulid}0`, ['LENGTH']],
    [kind, 'me', ['LENGTH']],
    ...['I', 'l', 'O', 'u', '-', '\n'].map(
      (last) => [kind, ulid.slice(1) + last, ['ALPHABET']] as const,
    ),
    // With the flag `i`, these would be letters of the alphabet to a regular expression.
    [kind, '\u017f'.repeat(26), ['ALPHABET']],
    [kind, '0\u212a'.repeat(13), ['ALPHABET']],
    [kind, '0\u0661'.repeat(13), ['ALPHABET']],
    [kind, 'you', ['LENGTH', 'ALPHABET']],
    [kind, '0190163d-8694-7399-a1f5-6c2a1ef4c7b5', ['LENGTH', 'ALPHABET']],
    ...['8'.repeat(26), '8ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'z'.repeat(26), `a${'0'.repeat(25)}`].map(
      (text) => [kind, text, ['OVERFLOW']] as const,
    ),
  ]),
];

test.each(rules.map(([kind, text, broken]) => ({ id: kind.name, kind, text, broken })))(
  '$id of $text breaks the rules $broken',
  ({ kind, text, broken }) => {
    const result = kind.parse(text);
    if (broken.length === 0) {
      expect(result).toEqual({ ok: true, value: text });
      expect(kind.require(text)).toBe(text);
    } else {
      const issues = result.ok ? [] : result.issues;
      expect(issues.map(({ code }) => code)).toEqual(broken.map((rule) => `${kind.code}_${rule}`));
      expect(issues.map(({ field }) => field)).toEqual(broken.map(() => kind.field));
    }
  },
);

test.each<[Kind, string, string, string]>([
  [missionId, '', 'LENGTH', 'a mission id has 1 to 128 characters'],
  [missionId, 'a/b', 'ALPHABET', 'a mission id holds only a-z, A-Z, 0-9, ".", "_" and "-"'],
  [missionId, '-a', 'START', 'a mission id begins with a letter or a digit'],
  [missionId, 'a.', 'END', 'a mission id does not end in a dot'],
  [missionId, 'con', 'DEVICE_NAME', 'a mission id is not the name of a Windows device'],
  [alias, '', 'LENGTH', 'an alias has 1 to 32 characters'],
  [alias, 'A', 'ALPHABET', 'an alias holds only a-z, 0-9, "_" and "-"'],
  [alias, '-a', 'START', 'an alias begins with a letter or a digit'],
  [alias, 'con', 'DEVICE_NAME', 'an alias is not the name of a Windows device'],
  [participantId, '0', 'LENGTH', 'a participant id has 26 characters, this one 1'],
  [newAlias, 'me', 'RESERVED', 'an alias is none of the words "you", "me" and "none"'],
  [newAlias, 'a-', 'END', 'an alias does not end in "-"'],
  [
    newAlias,
    'a-null',
    'UNSET',
    'an alias does not end in "null" or "undefined", as one whose last part was never set does',
  ],
  [
    participantId,
    `${'0'.repeat(25)}O`,
    'ALPHABET',
    'a participant id holds only 0-9 and A-Z without I, L, O and U',
  ],
  [
    participantId,
    '8'.repeat(26),
    'OVERFLOW',
    'a participant id begins with 0 to 7, or it exceeds 128 bits',
  ],
  [runId, '0', 'LENGTH', 'a run id has 26 characters, this one 1'],
])('what is wrong is said in words, as an error: %o of %j', (kind, text, rule, message) => {
  const issue: Issue = {
    code: `${kind.code}_${rule}`,
    severity: 'error',
    field: kind.field,
    message,
  };
  expect(kind.parse(text)).toEqual({ ok: false, issues: [issue] });
});

test.each(kinds)('an invalid $name is thrown with its issues', (kind) => {
  const [valid, invalid] = kind.samples;
  expect(kind.require(valid)).toBe(valid);
  const result = kind.parse(invalid);
  expect(() => kind.require(invalid)).toThrow(InvalidIdError);
  expect(() => kind.require(invalid)).toThrow(
    expect.objectContaining({
      code: 'ERR_INVALID_ID',
      kind: kind.kind,
      issues: result.ok ? [] : result.issues,
    }),
  );
});

test.each([participantId, runId])('$name is in upper case, whatever case it comes in', (kind) => {
  for (const text of [ulid.toLowerCase(), '01HXN8k3m9PQRSTVWXYZ654321']) {
    expect(kind.parse(text)).toEqual({ ok: true, value: ulid });
    expect(kind.require(text)).toBe(ulid);
  }
});

describe('of any text', () => {
  const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

  test('a mission id is exactly what one regular expression accepts', () => {
    const rule =
      /^(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))(?=.{1,128}$)[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?$/i;
    const near = fc.string({ unit: fc.constantFrom(...'aZ09._-/ \n\u00e9con'), maxLength: 140 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        expect(parseMissionId(text).ok).toBe(rule.test(text) && !/[^ -~]/.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('26 characters of the alphabet that begin with 0 to 7 are a ULID', () => {
    const ulids = fc
      .tuple(
        fc.constantFrom(...'01234567'),
        fc.string({ unit: fc.constantFrom(...crockford), minLength: 25, maxLength: 25 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(ulids, (text) => {
        expect(requireParticipantId(text)).toBe(text);
        expect(requireParticipantId(text.toLowerCase())).toBe(text);
        expect(requireRunId(text)).toBe(text);
      }),
    );
  });

  test('no message shows a participant id', () => {
    const shapes = fc.string({ unit: fc.constantFrom(...crockford, 'I', 'z'), minLength: 5 });
    fc.assert(
      fc.property(shapes, (text) => {
        const result = parseParticipantId(text);
        if (!result.ok) expect(JSON.stringify(result.issues)).not.toContain(text);
      }),
    );
  });
});

test.each([
  ['Mission-A', 'mission-a', true],
  ['mission-a', 'mission-a', true],
  ['mission-a', 'mission-b', false],
  ['mission_a', 'mission-a', false],
])('%j and %j share a directory on a disk that ignores case: %j', (one, other, collide) => {
  const equal = caseKey(requireMissionId(one)) === caseKey(requireMissionId(other));
  expect(equal).toBe(collide);
});

test.each([
  // The example of the ULID specification's first implementation, and both ends.
  ['01ARYZ6S41TSV4RRFFQ69G5FAV', 1_469_918_176_385],
  ['00000000000000000000000000', 0],
  ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 2 ** 48 - 1],
])('the time in %s is %d', (id, ms) => {
  expect(timeOfUlid(requireParticipantId(id))).toBe(ms);
});
