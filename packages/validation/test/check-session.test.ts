import {
  type DriveIntent,
  type Focus,
  type MissionId,
  newSessionDocument,
  type ParticipantId,
  type Role,
  roles,
  type SessionState,
  type ValidSession,
} from '@missionctl/session-model';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type CheckOptions, checkSession } from '../src/index.ts';
import { now, timestamp, validState } from './sample-session.ts';

type Change = Partial<SessionState>;

const check = (change: Change, options: Partial<CheckOptions> = {}) =>
  checkSession({ ...validState, ...change }, { now, ...options });

const found = (change: Change, options?: Partial<CheckOptions>): readonly string[] =>
  check(change, options).issues.map(({ code, severity, field }) => `${severity} ${field} ${code}`);

describe('a valid session', () => {
  test('has no issue, and is handed back', () => {
    expect(check({})).toEqual({ issues: [], session: validState });
    expect(check({}, { expectedMissionId: 'mission-abc-123' }).issues).toEqual([]);
  });

  test('is handed back in the narrow types', () => {
    const { session } = checkSession(validState, { now });
    expectTypeOf(session).toEqualTypeOf<ValidSession | undefined>();
    expectTypeOf<ValidSession['role']>().toEqualTypeOf<Role>();
    expectTypeOf<ValidSession['missionId']>().toEqualTypeOf<MissionId>();
    expectTypeOf<ValidSession['participantId']>().toEqualTypeOf<ParticipantId>();
    expectTypeOf<ValidSession['driveIntent']>().toEqualTypeOf<DriveIntent>();
    expectTypeOf<ValidSession['focus']>().toEqualTypeOf<Focus>();
    expectTypeOf<SessionState['role']>().toEqualTypeOf<string>();
    expectTypeOf<SessionState>().not.toExtend<ValidSession>();
    expectTypeOf<ValidSession>().toExtend<SessionState>();
    expect(session).toBeDefined();
  });

  test('has a role of the narrow type only when the roles were checked', () => {
    const anyRole = checkSession(validState, { now, roles: 'any' });
    expectTypeOf(anyRole.session).toEqualTypeOf<ValidSession<string> | undefined>();
    const options: CheckOptions = { now };
    const unsure = checkSession(validState, options);
    expectTypeOf(unsure.session).toEqualTypeOf<ValidSession<string> | undefined>();
    expect([anyRole.session?.role, unsure.session?.role]).toEqual(['developer', 'developer']);
  });

  test('has its participant id in upper case and its focus null for none', () => {
    const { issues, session } = check({
      participantId: validState.participantId.toLowerCase(),
      focus: 'none',
    });
    expect(issues.map(({ code }) => code)).toEqual(['PARTICIPANT_ID_CASE']);
    expect(session).toEqual({ ...validState, focus: null });
  });

  test('may have warnings', () => {
    const { issues, session } = check({ missionRunId: '' });
    expect(issues).toHaveLength(1);
    expect(session).toEqual({ ...validState, missionRunId: '' });
  });
});

describe('joinedBeforeActivity', () => {
  const at = (joinedAt: string, lastActivityAt: string): Change => ({
    joinedAt: timestamp(joinedAt),
    lastActivityAt: timestamp(lastActivityAt),
  });

  test.each<[string, string, readonly string[]]>([
    ['2026-02-15T13:00:00Z', '2026-02-15T13:00:00.000001Z', []],
    ['2026-02-15T13:00:00Z', '2026-02-15T13:00:00Z', []],
    [
      '2026-02-15T13:00:00.000001Z',
      '2026-02-15T13:00:00Z',
      ['error last_activity_at JOINED_AFTER_ACTIVITY'],
    ],
    [
      '2026-02-15T13:00:00Z',
      '2025-02-15T13:00:00Z',
      ['error last_activity_at JOINED_AFTER_ACTIVITY'],
    ],
  ])('joined %s, last active %s: %j', (joinedAt, lastActivityAt, issues) => {
    expect(found(at(joinedAt, lastActivityAt))).toEqual(issues);
  });

  test('names both times', () => {
    const { issues } = check(at('2026-02-15T13:00:01Z', '2026-02-15T13:00:00Z'));
    expect(issues[0]?.message).toBe(
      'joined_at (2026-02-15T13:00:01.000000Z) is later than last_activity_at (2026-02-15T13:00:00.000000Z)',
    );
  });
});

describe('notInTheFuture', () => {
  test.each<[string, readonly string[]]>([
    ['2026-02-15T14:08:28Z', []],
    ['2026-02-15T14:08:28.000001Z', ['warning last_activity_at TIMESTAMP_FUTURE']],
    ['9999-12-31T23:59:59Z', ['warning last_activity_at TIMESTAMP_FUTURE']],
  ])('last active %s, five minutes being allowed: %j', (lastActivityAt, issues) => {
    expect(found({ lastActivityAt: timestamp(lastActivityAt) })).toEqual(issues);
  });

  test('looks at both times', () => {
    const later = timestamp('2027-01-01T00:00:00Z');
    expect(found({ joinedAt: later, lastActivityAt: later })).toEqual([
      'warning joined_at TIMESTAMP_FUTURE',
      'warning last_activity_at TIMESTAMP_FUTURE',
    ]);
  });

  test('has no trouble with the end of time', () => {
    const end = timestamp('9999-12-31T23:59:59.999999Z');
    expect(checkSession({ ...validState, lastActivityAt: end }, { now: end }).issues).toEqual([]);
  });
});

describe('missionIdExpected', () => {
  test.each<[string | undefined, readonly string[]]>([
    [undefined, []],
    ['mission-abc-123', []],
    ['mission-abc-124', ['error mission_id MISSION_ID_MISMATCH']],
    ['Mission-abc-123', ['error mission_id MISSION_ID_MISMATCH']],
    ['', ['error mission_id MISSION_ID_MISMATCH']],
  ])('%j: %j', (expectedMissionId, issues) => {
    expect(found({}, expectedMissionId === undefined ? {} : { expectedMissionId })).toEqual(issues);
  });

  test('names both missions, escaped', () => {
    const { issues } = check({ missionId: 'a\u001b' }, { expectedMissionId: 'b' });
    expect(issues[0]?.message).toBe('the session is of the mission "a\\u001b", not of "b"');
  });
});

describe('missionIdValid', () => {
  test.each(['', '.', '..', '../x', '/abs', 'a/b', 'con', 'a.', 'a\0', 'x'.repeat(129), '\u00e9'])(
    '%j cannot be one',
    (missionId) => {
      expect(found({ missionId })).toEqual(['error mission_id MISSION_ID_INVALID']);
    },
  );

  test('gives every reason in one issue', () => {
    expect(check({ missionId: '..' }).issues[0]?.message).toBe(
      'the mission id ".." is invalid: a mission id begins with a letter or a digit; a mission id does not end in a dot',
    );
  });
});

describe('participantIdValid', () => {
  test.each<[string, readonly string[]]>([
    ['01HXN8K3M9PQRSTVWXYZ654321', []],
    ['01hxn8k3m9pqrstvwxyz654321', ['warning participant_id PARTICIPANT_ID_CASE']],
    ['01HXN8K3M9PQRSTVWXYZ65432', ['error participant_id PARTICIPANT_ID_LENGTH']],
    ['01HXN8K3M9PQRSTVWXYZ65432U', ['error participant_id PARTICIPANT_ID_ALPHABET']],
    ['81HXN8K3M9PQRSTVWXYZ654321', ['error participant_id PARTICIPANT_ID_OVERFLOW']],
    [
      'you',
      [
        'error participant_id PARTICIPANT_ID_LENGTH',
        'error participant_id PARTICIPANT_ID_ALPHABET',
      ],
    ],
  ])('%j: %j', (participantId, issues) => {
    expect(found({ participantId })).toEqual(issues);
  });
});

describe('participantIdIssued', () => {
  // The time of a ULID is a 48-bit number of milliseconds, five bits a character.
  const issuedAt = (text: string): string => {
    const time = Math.floor(Date.parse(text)).toString(2).padStart(50, '0');
    const characters = time.match(/.{5}/g) ?? [];
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    return `${characters.map((bits) => alphabet.charAt(Number.parseInt(bits, 2))).join('')}${'Z'.repeat(16)}`;
  };
  const future = ['warning participant_id PARTICIPANT_ID_FUTURE'];

  test.each<[string, readonly string[]]>([
    [issuedAt('2026-02-15T14:03:28Z'), []],
    [issuedAt('2026-02-16T14:03:28.000Z'), []],
    [issuedAt('2026-02-16T14:03:28.001Z'), future],
    [issuedAt('9999-12-31T23:59:59Z'), future],
    ['00000000000000000000000000', []],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', future],
  ])('%s, a day being allowed: %j', (participantId, issues) => {
    expect(found({ participantId })).toEqual(issues);
  });
});

describe('rolePresent', () => {
  test.each(['', ' ', '\t\n', '\u00a0'])('%j is none', (role) => {
    expect(found({ role })).toEqual(['error role ROLE_EMPTY']);
    expect(found({ role }, { roles: 'any' })).toEqual(['error role ROLE_EMPTY']);
  });
});

describe('roleKnown', () => {
  test.each(roles)('%s is', (role) => {
    expect(found({ role })).toEqual([]);
  });

  test.each(['Developer', 'llm_actor', 'None', 'owner', ' developer', 'constructor'])(
    '%j is not, which is fine when any role will do',
    (role) => {
      expect(found({ role })).toEqual(['error role ROLE_UNKNOWN']);
      expect(found({ role }, { roles: 'any' })).toEqual([]);
      expect(check({ role }, { roles: 'any' }).session?.role).toBe(role);
    },
  );

  test('shows the role, escaped, and the four', () => {
    expect(check({ role: 'ow\u001bner' }).issues[0]?.message).toBe(
      'the role "ow\\u001bner" is none of developer, reviewer, observer, stakeholder',
    );
  });
});

describe('focusWellFormed', () => {
  test.each([null, 'none', '', 'wp:WP01', 'step:plan'])('%j is', (focus) => {
    expect(found({ focus })).toEqual([]);
  });

  test.each(['WP01', 'wp:', 'step:', 'task:1', 'wp:a b', 'None', `wp:${'x'.repeat(129)}`])(
    '%j is not',
    (focus) => {
      expect(found({ focus })).toEqual(['error focus FOCUS_FORMAT']);
    },
  );

  test('suggests the nearest focus', () => {
    expect(check({ focus: 'WP01' }).issues[0]?.message).toContain('did you mean "wp:WP01"?');
  });
});

describe('driveIntentKnown', () => {
  test.each(['active', 'inactive'])('%j is', (driveIntent) => {
    expect(found({ driveIntent })).toEqual([]);
  });

  test.each(['', 'Active', 'None', 'turbo', 'banana'])('%j is not', (driveIntent) => {
    expect(found({ driveIntent })).toEqual(['error drive_intent DRIVE_INTENT_UNKNOWN']);
  });
});

describe('runIdPresent', () => {
  test('an issuer may give none, of which this warns', () => {
    expect(found({ missionRunId: '' })).toEqual(['warning mission_run_id RUN_ID_MISSING']);
  });
});

describe('runIdWellFormed', () => {
  test.each([
    '01HXN8K3M9PQRSTVWXYZ123456',
    '01hxn8k3m9pqrstvwxyz123456',
    '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  ])('%j is', (missionRunId) => {
    expect(found({ missionRunId })).toEqual([]);
  });

  test.each([
    '123e4567-e89b-12d3-a456-426614174000',
    '01HQRS8ZMBE6XYZ0000000001',
    '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    '\u017f'.repeat(26),
    ' ',
    'run-1',
  ])('%j is not', (missionRunId) => {
    expect(found({ missionRunId })).toEqual(['error mission_run_id RUN_ID_FORMAT']);
  });

  test('agrees with the participant id on what a ULID is', () => {
    const near = fc.string({
      unit: fc.constantFrom(...'0178AHJKZahjkzILOU\u017f\u212a'),
      minLength: 25,
      maxLength: 27,
    });
    fc.assert(
      fc.property(near, (text) => {
        const isRunId = !found({ missionRunId: text }).some((issue) => issue.startsWith('error'));
        const isParticipant = check({ participantId: text }).session !== undefined;
        expect(isRunId).toBe(isParticipant);
      }),
    );
  });
});

describe('all issues', () => {
  test('come at once, and in one order', () => {
    const later = timestamp('2027-01-01T00:00:00Z');
    const result = check(
      {
        missionId: '..',
        missionRunId: 'run',
        participantId: '8you',
        role: 'owner',
        joinedAt: timestamp('2028-01-01T00:00:00Z'),
        lastActivityAt: later,
        driveIntent: 'turbo',
        focus: 'WP01',
      },
      { expectedMissionId: 'm' },
    );
    expect(result.issues.map(({ code }) => code)).toEqual([
      'JOINED_AFTER_ACTIVITY',
      'TIMESTAMP_FUTURE',
      'TIMESTAMP_FUTURE',
      'MISSION_ID_MISMATCH',
      'MISSION_ID_INVALID',
      'PARTICIPANT_ID_LENGTH',
      'PARTICIPANT_ID_ALPHABET',
      'ROLE_UNKNOWN',
      'FOCUS_FORMAT',
      'DRIVE_INTENT_UNKNOWN',
      'RUN_ID_FORMAT',
    ]);
    expect(result).not.toHaveProperty('session');
  });

  /** How every message is written, whatever it shows. */
  const sentence = /^[a-z"][ -~]*[^.]$/;

  const hour = fc.integer({ min: 0, max: 12 }).map((hours) => String(hours).padStart(2, '0'));
  const validStates = fc.record({
    missionId: fc.stringMatching(/^m[a-z0-9_-]{0,60}$/),
    missionRunId: fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
    participantId: fc.stringMatching(/^00[0-9A-HJKMNP-TV-Z]{24}$/),
    role: fc.constantFrom(...roles),
    joinedAt: hour.map((hours) => timestamp(`2026-02-14T${hours}:00:00Z`)),
    lastActivityAt: hour.map((hours) => timestamp(`2026-02-15T${hours}:00:00Z`)),
    driveIntent: fc.constantFrom('active', 'inactive'),
    focus: fc.option(fc.stringMatching(/^(wp|step):[!-~]{1,128}$/)),
    sessionToken: fc.string(),
    saasApiUrl: fc.string(),
  });

  const mutations: Readonly<Record<string, (state: SessionState) => Change>> = {
    JOINED_AFTER_ACTIVITY: ({ lastActivityAt }) => ({
      joinedAt: timestamp(lastActivityAt.replace('.000000', '.000001')),
    }),
    TIMESTAMP_FUTURE: () => ({ lastActivityAt: timestamp('2026-02-16T00:00:00Z') }),
    MISSION_ID_MISMATCH: ({ missionId }) => ({ missionId: `x${missionId}` }),
    PARTICIPANT_ID_LENGTH: ({ participantId }) => ({ participantId: `${participantId}0` }),
    PARTICIPANT_ID_ALPHABET: ({ participantId }) => ({
      participantId: `${participantId.slice(1)}!`,
    }),
    PARTICIPANT_ID_OVERFLOW: ({ participantId }) => ({
      participantId: `8${participantId.slice(1)}`,
    }),
    PARTICIPANT_ID_CASE: ({ participantId }) => ({
      participantId: `${participantId.slice(0, 25)}a`,
    }),
    PARTICIPANT_ID_FUTURE: ({ participantId }) => ({ participantId: `1${participantId.slice(1)}` }),
    ROLE_EMPTY: () => ({ role: '' }),
    ROLE_UNKNOWN: ({ role }) => ({ role: `${role}s` }),
    FOCUS_FORMAT: ({ focus }) => ({ focus: `${focus} ` }),
    DRIVE_INTENT_UNKNOWN: ({ driveIntent }) => ({ driveIntent: driveIntent.toUpperCase() }),
    RUN_ID_MISSING: () => ({ missionRunId: '' }),
    RUN_ID_FORMAT: ({ missionRunId }) => ({ missionRunId: missionRunId.slice(1) }),
  };

  test('are none for a valid session', () => {
    fc.assert(
      fc.property(validStates, (state) => {
        const options = { now, expectedMissionId: state.missionId };
        expect(checkSession(state, options)).toEqual({ issues: [], session: state });
      }),
    );
  });

  test.each(Object.entries(mutations))('are %s alone after that one change', (code, mutate) => {
    fc.assert(
      fc.property(validStates, (state) => {
        const options = { now, expectedMissionId: state.missionId };
        const { issues, session } = checkSession({ ...state, ...mutate(state) }, options);
        expect(issues.map((issue) => issue.code)).toEqual([code]);
        expect(issues[0]?.message).toMatch(sentence);
        expect(session === undefined).toBe(issues[0]?.severity === 'error');
      }),
    );
  });

  test('are MISSION_ID_INVALID alone after that one change', () => {
    fc.assert(
      fc.property(validStates, (state) => {
        const missionId = `${state.missionId}.`;
        const { issues } = checkSession({ ...state, missionId }, { now });
        expect(issues.map(({ code }) => code)).toEqual(['MISSION_ID_INVALID']);
      }),
    );
  });

  const anyText = fc.string({ unit: 'binary' });
  const anyTimestamp = fc
    .constantFrom('0001-01-01T00:00:00Z', '2026-02-15T13:00:00Z', '9999-12-31T23:59:59.999999Z')
    .map(timestamp);

  test('are found in whatever a file may say, without throwing, and rule out a session exactly when one is an error', () => {
    const anyState = fc.record({
      missionId: anyText,
      missionRunId: anyText,
      participantId: anyText,
      role: anyText,
      joinedAt: anyTimestamp,
      lastActivityAt: anyTimestamp,
      driveIntent: anyText,
      focus: fc.option(anyText),
      sessionToken: anyText,
      saasApiUrl: anyText,
    });
    const mixed = fc
      .tuple(anyState, validStates, fc.subarray(Object.keys(validState)))
      .map(([odd, valid, keys]) => {
        const entries = Object.entries(valid).filter(([key]) => !keys.includes(key));
        return { ...odd, ...Object.fromEntries(entries) } as SessionState;
      });
    const options = fc.record(
      {
        now: anyTimestamp,
        roles: fc.constant('any' as const),
        dialect: fc.constantFrom('utc' as const, 'naive-local' as const, 'mixed' as const),
        expectedMissionId: anyText,
      },
      { requiredKeys: ['now'] },
    );
    fc.assert(
      fc.property(mixed, options, (state, given) => {
        const { issues, session } = checkSession(state, given);
        expect(session === undefined).toBe(issues.some(({ severity }) => severity === 'error'));
        for (const { code, message } of issues) {
          expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
          expect(message).toMatch(sentence);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('show neither the token nor a participant id', () => {
    const { issues } = check({
      participantId: '8HXN8K3M9PQRSTVWXYZ65432I0',
      role: 'x',
      focus: 'x',
      driveIntent: 'x',
      missionRunId: 'x',
    });
    expect(issues.length).toBeGreaterThan(4);
    expect(JSON.stringify(issues)).not.toMatch(/SECRET|8HXN8K3M9P/);
  });

  test('are data, so that a document of the model can carry its state through', () => {
    const { session } = checkSession(newSessionDocument(validState).state, { now });
    expect(session).toEqual(validState);
  });
});
