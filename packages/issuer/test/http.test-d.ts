import { expectTypeOf, test } from 'vitest';
import {
  type HttpSettings,
  httpIssuer,
  type IssuerOfflineError,
  type IssuerProtocolError,
  type IssuerRefusedError,
  type IssuerSettingsError,
  type Timer,
} from '../src/http.ts';
import type { ParticipantIssuer } from '../src/index.ts';

declare const settings: HttpSettings;

test('it is an issuer like any other', () => {
  expectTypeOf(httpIssuer(settings)).toEqualTypeOf<ParticipantIssuer>();
  // @ts-expect-error A network does not answer at once.
  httpIssuer(settings).joinSync({ missionId: 'demo', role: 'implementer', principal: 'me' });
});

test('an undefined option is one that is left out', () => {
  httpIssuer({ ...settings, timeoutMs: undefined, ca: undefined, proxy: undefined });
  httpIssuer({ ...settings, proxy: { httpProxy: undefined, httpsProxy: undefined } });
});

test('where it is and the key have to be given, and the rest may be undefined', () => {
  const { apiKey: _, ...keyless } = settings;
  // @ts-expect-error It asks nobody without a key.
  httpIssuer(keyless);
  // @ts-expect-error An address is a text, checked here.
  httpIssuer({ ...settings, apiUrl: new URL('https://example.org') });
  httpIssuer({ ...settings, waiting: undefined, random: undefined });
});

test('a wait is one that a signal can end', () => {
  expectTypeOf<Timer['sleep']>().toEqualTypeOf<
    (ms: number, signal: AbortSignal) => Promise<void>
  >();
});

test('errors are distinguished by their literal code', () => {
  expectTypeOf<IssuerOfflineError['code']>().toEqualTypeOf<'ERR_ISSUER_OFFLINE'>();
  expectTypeOf<IssuerProtocolError['code']>().toEqualTypeOf<'ERR_ISSUER_PROTOCOL'>();
  expectTypeOf<IssuerSettingsError['code']>().toEqualTypeOf<'ERR_ISSUER_SETTINGS'>();
});

test('a refusal says of which of four kinds it is', () => {
  expectTypeOf<IssuerRefusedError['code']>().toEqualTypeOf<
    | 'ERR_ISSUER_AUTH'
    | 'ERR_ISSUER_FORBIDDEN'
    | 'ERR_ISSUER_MISSION_NOT_FOUND'
    | 'ERR_ISSUER_INVALID_ROLE'
  >();
});

test('which setting cannot be is one of four', () => {
  expectTypeOf<IssuerSettingsError['setting']>().toEqualTypeOf<'url' | 'key' | 'proxy' | 'ca'>();
});
