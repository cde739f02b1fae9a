import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { httpIssuer } from '../src/http.ts';
import {
  type Authority,
  answer,
  authority,
  type Behavior,
  secretKey,
  settingsFor,
} from './authority.ts';

const request = { missionId: 'demo', role: 'developer', principal: 'me@host' };
const granted = {
  participant_id: '01HXN8K3M9PQRSTVWXYZ654321',
  mission_id: 'demo',
  role: 'developer',
  capabilities: {},
  session_token: 'sess_canary_token',
  joined_at: '2026-02-15T13:16:02.154627Z',
  mission_run_id: '01HXN8K3M9PQRSTVWXYZ123456',
};
const notServed = { code: 'ERR_ISSUER_PROTOCOL' };

/** The result of a join against these behaviors, an error as data. */
async function outcome(
  behaviors: readonly Behavior[],
  over: Parameters<typeof settingsFor>[1] = {},
): Promise<{
  readonly result: unknown;
  readonly server: Authority;
  readonly pauses: readonly number[];
}> {
  await using server = await authority(behaviors);
  const settings = settingsFor(server.url, over);
  const result = await httpIssuer(settings)
    .join(request)
    .catch((error: unknown) => error);
  return { result, server, pauses: settings.waiting.pauses };
}

test('sends the request of the contract, and returns the grant', async () => {
  const { result, server } = await outcome([answer(200, granted)]);
  expect(result).toEqual({
    participantId: granted.participant_id,
    missionRunId: granted.mission_run_id,
    role: 'developer',
    joinedAt: '2026-02-15T13:16:02.154627Z',
    sessionToken: 'sess_canary_token',
    apiUrl: server.url,
  });
  expect(server.seen).toHaveLength(1);
  const [seen] = server.seen;
  expect(seen).toMatchObject({
    method: 'POST',
    path: '/base/api/v1/missions/demo/participants',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
  });
  expect(JSON.parse(seen?.body ?? '')).toEqual({
    role: 'developer',
    auth_principal: 'me@host',
    client_metadata: { cli_version: '1.2.3', platform: 'linux', node_id: 'host' },
  });
});

test('takes the identity of a participant that has joined already', async () => {
  const details = { participant_id: granted.participant_id, joined_at: granted.joined_at };
  const { result } = await outcome([answer(409, { error_code: 'ALREADY_JOINED', details })]);
  expect(result).toMatchObject({ participantId: granted.participant_id, sessionToken: '' });
});

test('returns the role that the authority grants', async () => {
  const { result } = await outcome([answer(200, { ...granted, role: 'reviewer' })]);
  expect(result).toMatchObject({ role: 'reviewer' });
});

describe('a refusal is final', () => {
  test.for([
    [400, 'ERR_ISSUER_INVALID_ROLE'],
    [401, 'ERR_ISSUER_AUTH'],
    [403, 'ERR_ISSUER_FORBIDDEN'],
    [404, 'ERR_ISSUER_MISSION_NOT_FOUND'],
  ] as const)('%i is %s', async ([status, code]) => {
    const details = { valid_roles: ['developer', 'evil\u001b[31m'] };
    const { result, server } = await outcome([
      answer(status, { error_code: 'INVALID_ROLE', error_message: 'SERVER WORDS', details }),
    ]);
    expect(result).toMatchObject({ code, status });
    expect(server.seen).toHaveLength(1);
    expect(inspect(result)).not.toContain('SERVER WORDS');
    if (status === 400) expect(result).toMatchObject({ validRoles: ['developer'] });
  });
});

describe('an answer that cannot be used is ERR_ISSUER_PROTOCOL', () => {
  test.for([
    ['a body that is no JSON', answer(200, '<html>')],
    ['a body that is no object', answer(200, '[]')],
    ['another mission', answer(200, { ...granted, mission_id: 'other' })],
    ['a participant id that is no ULID', answer(200, { ...granted, participant_id: 'x' })],
    ['a run id that is no ULID', answer(200, { ...granted, mission_run_id: 'x' })],
    ['a role that is none', answer(200, { ...granted, role: 'llm_actor' })],
    ['no role', answer(200, { ...granted, role: undefined })],
    ['a time without an offset', answer(200, { ...granted, joined_at: '2026-02-15T13:16:02' })],
    ['a token that is no text', answer(200, { ...granted, session_token: 7 })],
    ['409 without its details', answer(409, { error_code: 'ALREADY_JOINED' })],
    ['400 of another kind', answer(400, { error_code: 'OTHER' })],
    ['a status of no contract', answer(418, {})],
    ['a success without a body', answer(204, '')],
    ['a redirect that changes the method', answer(302, '', { location: '/elsewhere' })],
    ['a redirect without a target', answer(307, '')],
    ['a body of over 1 MiB', answer(200, `"${'x'.repeat(1024 * 1024)}"`)],
  ] as const)('%s', async ([, behavior]) => {
    const { result, server } = await outcome([behavior]);
    expect(result).toMatchObject(notServed);
    expect(server.seen).toHaveLength(1);
  });

  test('endless redirects are ERR_ISSUER_PROTOCOL', async () => {
    const { result, server } = await outcome([answer(307, '', { location: '/again' })]);
    expect(result).toMatchObject(notServed);
    expect(server.seen).toHaveLength(6);
  });
});

test.for([307, 308])('follows %i within the origin', async (status) => {
  const { result, server } = await outcome([
    answer(status, '', { location: '/moved' }),
    answer(200, granted),
  ]);
  expect(result).toMatchObject({ participantId: granted.participant_id });
  expect(server.seen.map(({ path }) => path)).toEqual([
    '/base/api/v1/missions/demo/participants',
    '/moved',
  ]);
});

test('never sends the key to another origin', async () => {
  await using other = await authority([answer(200, granted)]);
  const { result } = await outcome([answer(307, '', { location: other.url })]);
  expect(result).toMatchObject(notServed);
  expect(other.seen).toEqual([]);
});

describe('a failed attempt is repeated', () => {
  const cut: Behavior = (_seen, _response, incoming) => incoming.socket.destroy();

  test.for([
    ['429', answer(429, {}), 'status 429'],
    ['500', answer(500, {}), 'status 500'],
    ['503', answer(503, {}), 'status 503'],
    ['a connection that is cut', cut, 'UND_ERR_SOCKET'],
  ] as const)('after %s, four times, 1, 2 and 4 seconds apart', async ([, behavior, reason]) => {
    const { result, server, pauses } = await outcome([behavior]);
    expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 4, reason });
    expect(String(result)).toContain('4 times');
    expect(server.seen).toHaveLength(4);
    expect(pauses).toEqual([1000, 2000, 4000]);
  });

  test('and the answer of a later attempt is used', async () => {
    const { result, pauses } = await outcome([answer(500, {}), cut, answer(200, granted)]);
    expect(result).toMatchObject({ participantId: granted.participant_id });
    expect(pauses).toEqual([1000, 2000]);
  });

  test.for([
    ['seconds', '7', 7000],
    ['a date', 'Sun, 15 Feb 2026 13:16:11 GMT', 9000],
  ] as const)('a Retry-After in %s sets the pause', async ([, value, ms]) => {
    const { pauses } = await outcome([
      answer(429, {}, { 'retry-after': value }),
      answer(200, granted),
    ]);
    expect(pauses).toEqual([ms]);
  });

  test('a Retry-After of over 30 seconds ends the attempts at once', async () => {
    const { result, pauses } = await outcome([answer(503, {}, { 'retry-after': '31' })]);
    expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 1 });
    expect(pauses).toEqual([]);
  });

  test.for(['no answer', 'a part of an answer'])(
    'an attempt with %s ends at its time limit',
    async (how) => {
      await using server = await authority([
        (_seen, response) => {
          if (how === 'a part of an answer') response.write('{"participant_id":');
          setImmediate(() => settings.waiting.endAttempt());
        },
      ]);
      const settings = settingsFor(server.url);
      const result = await httpIssuer(settings)
        .join(request)
        .catch((error: unknown) => error);
      expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 4, reason: 'timeout' });
      expect(server.seen).toHaveLength(4);
    },
  );
});

describe('an authority that cannot be reached is reported at once', () => {
  test.for([
    ['nothing listens', 'http://127.0.0.1:1', 'ECONNREFUSED'],
    ['the name does not resolve', 'https://authority.invalid', /ENOTFOUND|EAI_AGAIN/],
  ] as const)('%s', async ([, url, reason]) => {
    const settings = settingsFor(url);
    const failure = await httpIssuer(settings)
      .join(request)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 1 });
    expect(failure).toHaveProperty('reason', expect.stringMatching(reason));
    expect(settings.waiting.pauses).toEqual([]);
  });
});

describe('TLS', () => {
  const ca = readFileSync(new URL('fixtures/tls/cert.pem', import.meta.url), 'utf8');

  test('refuses an untrusted certificate, without another attempt', async () => {
    await using server = await authority([answer(200, granted)], { tls: true });
    const result = httpIssuer(settingsFor(server.url)).join(request);
    await expect(result).rejects.toMatchObject(notServed);
    expect(server.seen).toEqual([]);
  });

  test('accepts a certificate whose authority is given', async () => {
    await using server = await authority([answer(200, granted)], { tls: true });
    const grant = await httpIssuer(settingsFor(server.url, { ca })).join(request);
    expect(grant.participantId).toBe(granted.participant_id);
  });
});

test('an abort ends the wait with its reason', async () => {
  const abort = new AbortController();
  await using server = await authority([() => abort.abort(new Error('stopped'))]);
  const joining = httpIssuer(settingsFor(server.url)).join({ ...request, signal: abort.signal });
  await expect(joining).rejects.toThrow('stopped');
});

describe('unusable settings are refused before any request', () => {
  test.for([
    ['plain http to another host', { apiUrl: 'http://example.com' }, 'url'],
    ['a password in the URL', { apiUrl: 'https://me:pass-canary@example.com' }, 'url'],
    ['a query in the URL', { apiUrl: 'https://example.com/?key=pass-canary' }, 'url'],
    ['no URL', { apiUrl: 'pass-canary' }, 'url'],
    ['an empty key', { apiKey: '' }, 'key'],
    ['a key of two lines', { apiKey: 'pass-canary\nx' }, 'key'],
  ] as const)('%s', ([, over, setting]) => {
    const settings = { ...settingsFor('https://example.com'), ...over };
    let thrown: unknown;
    try {
      httpIssuer(settings);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'ERR_ISSUER_SETTINGS', setting });
    expect(inspect(thrown)).not.toContain('pass-canary');
  });

  test.for(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'])(
    '%s is this machine',
    (apiUrl) => {
      expect(() => httpIssuer(settingsFor(apiUrl))).not.toThrow();
    },
  );
});

test('no error shows the key or the token, at any depth', async () => {
  const leaky: readonly Behavior[] = [
    answer(401, { message: secretKey }),
    answer(200, { ...granted, role: 'none' }),
    answer(500, secretKey),
    (_seen, _response, incoming) => incoming.socket.destroy(),
  ];
  for (const behavior of leaky) {
    const { result } = await outcome([behavior]);
    expect(result).toBeInstanceOf(Error);
    const seen = inspect(result, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    expect(seen).not.toContain(secretKey);
    expect(seen).not.toContain('sess_canary_token');
  }
});
