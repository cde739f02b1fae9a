import type {
  Issue,
  MissionId,
  Parsed,
  ParticipantId,
  Role,
  SessionState,
  Timestamp,
} from '@missionctl/session-model';
import { expectTypeOf, test } from 'vitest';
import { canonicalizeParticipantId, checkParticipantId, checkSession } from '../src/index.ts';

declare const state: SessionState;
declare const now: Timestamp;

test('a session that may be acted on has ids, a role and a focus that were checked', () => {
  const { session, issues } = checkSession(state, { now });
  expectTypeOf(issues).toEqualTypeOf<readonly Issue[]>();
  if (session === undefined) return;
  expectTypeOf(session.missionId).toEqualTypeOf<MissionId>();
  expectTypeOf(session.participantId).toEqualTypeOf<ParticipantId>();
  expectTypeOf(session.role).toEqualTypeOf<Role>();
  expectTypeOf(session.driveIntent).toEqualTypeOf<'active' | 'inactive'>();
  expectTypeOf(session.focus).toEqualTypeOf<`wp:${string}` | `step:${string}` | null>();
});

test('with any roles the role is a text', () => {
  const { session } = checkSession(state, { now, roles: 'any' });
  expectTypeOf(session?.role).toEqualTypeOf<string | undefined>();
});

test('the time of the check is required, and is a timestamp', () => {
  // @ts-expect-error It reads no clock.
  checkSession(state, {});
  // @ts-expect-error A text that nobody parsed.
  checkSession(state, { now: '2026-02-15T13:16:02Z' });
});

test('an id that is checked is a text, and one that is made canonical is an id', () => {
  expectTypeOf(checkParticipantId).toEqualTypeOf<(text: string) => readonly Issue[]>();
  expectTypeOf(canonicalizeParticipantId).toEqualTypeOf<(text: string) => Parsed<ParticipantId>>();
});
