import type { ParticipantId, Timestamp } from '@missionctl/session-model';
import { expectTypeOf, test } from 'vitest';
import {
  type Grant,
  type IssuerDamagedError,
  type JoinRequest,
  type JoinWait,
  type LocalIssuer,
  localIssuer,
  type ParticipantIssuer,
  presetIssuer,
} from '../src/index.ts';

declare const issuer: LocalIssuer;
const settings = { home: '/home', clock: Date.now, random: Math.random };
const request = { missionId: 'demo', role: 'implementer', principal: 'me@here' };

test('a grant is an identity that was parsed, and a time', () => {
  expectTypeOf<Grant['participantId']>().toEqualTypeOf<ParticipantId>();
  expectTypeOf<Grant['joinedAt']>().toEqualTypeOf<Timestamp>();
});

test('every issuer is asked in the same way', () => {
  expectTypeOf<ParticipantIssuer['join']>().toEqualTypeOf<
    (request: JoinRequest, options?: JoinWait) => Promise<Grant>
  >();
  expectTypeOf<LocalIssuer>().toExtend<ParticipantIssuer>();
  expectTypeOf(
    presetIssuer({ participantId: 'id', clock: Date.now }),
  ).toEqualTypeOf<ParticipantIssuer>();
});

test('only the issuer of this machine answers at once', () => {
  expectTypeOf(localIssuer(settings)).toEqualTypeOf<LocalIssuer>();
  expectTypeOf(issuer.join(request)).resolves.toEqualTypeOf<Grant>();
  expectTypeOf(issuer.joinSync(request)).toEqualTypeOf<Grant>();
  // @ts-expect-error There may be a network between.
  presetIssuer({ participantId: 'id', clock: Date.now }).joinSync(request);
});

test('a request says which mission, which role, and who asks', () => {
  void issuer.join({ ...request, alias: undefined }, { signal: undefined, timeoutMs: undefined });
  // @ts-expect-error Nobody is named.
  void issuer.join({ missionId: 'demo', role: 'implementer' });
  // @ts-expect-error It is a role, and not several.
  void issuer.join({ ...request, role: ['implementer'] });
});

test('the home has to be given, and the rest may be undefined', () => {
  localIssuer({ home: '/home' });
  localIssuer({ home: new URL('file:///home'), clock: undefined, random: undefined });
  presetIssuer({ participantId: 'id' });
  presetIssuer({ participantId: 'id', missionRunId: undefined, clock: undefined });
  // @ts-expect-error There is no home of one's own here.
  localIssuer({ random: Math.random });
  // @ts-expect-error The identity is what is preset.
  presetIssuer({ clock: Date.now });
});

test('the error is distinguished by its literal code', () => {
  expectTypeOf<IssuerDamagedError['code']>().toEqualTypeOf<'ERR_ISSUER_DAMAGED'>();
  expectTypeOf<IssuerDamagedError['fault']>().toEqualTypeOf<
    'unreadable' | 'unparseable' | 'wrong-shape'
  >();
});
