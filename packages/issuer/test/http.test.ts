import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { httpIssuer } from '../src/http.ts';
import { answer, authority, type Behavior, secretKey, settingsFor } from './authority.ts';
import { granted, joining, notServed, outcome, request } from './joining.ts';

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

describe('an authority that cannot be reached is reported at once', () => {
  test.for([
    ['nothing listens', 'http://127.0.0.1:1', 'ECONNREFUSED'],
    ['the name does not resolve', 'https://authority.invalid', /ENOTFOUND|EAI_AGAIN/],
  ] as const)('%s', async ([, url, reason]) => {
    const settings = settingsFor(url);
    const failure = await joining(settings);
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
  const aborted = httpIssuer(settingsFor(server.url)).join(request, { signal: abort.signal });
  await expect(aborted).rejects.toThrow('stopped');
});

test("an abort ends a pause by the machine's own timer with its reason", async () => {
  const abort = new AbortController();
  const reason = new Error('stopped');
  await using server = await authority([answer(500, {})]);
  const issuer = httpIssuer({ ...settingsFor(server.url), waiting: undefined });
  const onPause = (): void => void setImmediate(() => abort.abort(reason));
  await expect(issuer.join(request, { signal: abort.signal, onPause })).rejects.toBe(reason);
});

describe('unusable settings are refused before any request', () => {
  test.for([
    ['plain http to another host', { apiUrl: 'http://example.com' }, 'url'],
    ['a password in the URL', { apiUrl: 'https://me:pass-canary@example.com' }, 'url'],
    ['a query in the URL', { apiUrl: 'https://example.com/?key=pass-canary' }, 'url'],
    ['no URL', { apiUrl: 'pass-canary' }, 'url'],
    ['an empty key', { apiKey: '' }, 'key'],
    ['a key of two lines', { apiKey: 'pass-canary\nx' }, 'key'],
    ['certificates that are none', { ca: 'pass-canary' }, 'ca'],
    ['a proxy that is no URL', { proxy: { httpsProxy: 'http://u:pass-canary@' } }, 'proxy'],
    ['a proxy of another kind', { proxy: { httpProxy: 'socks5://u:pass-canary@p' } }, 'proxy'],
    ['a proxy with a stray %', { proxy: { httpsProxy: 'http://u:pass-canary%@p' } }, 'proxy'],
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

  test.for(['version', 'platform', 'nodeId'])('a client without its %s', (name) => {
    const client = { version: '1.2.3', platform: 'linux', nodeId: 'host', [name]: undefined };
    expect(() => httpIssuer(settingsFor('https://example.com', { client }))).toThrow(TypeError);
  });

  test.for([0, -1, Number.NaN])('a time limit of %d', (timeoutMs) => {
    expect(() => httpIssuer(settingsFor('https://example.com', { timeoutMs }))).toThrow(RangeError);
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

test('a signal of another realm is one: who asks with one that is aborted gets its reason', async () => {
  const reason = new Error('stopped');
  const signal = { aborted: true, reason, addEventListener: () => {} } as unknown as AbortSignal;
  const issuer = httpIssuer(settingsFor('https://example.com'));
  await expect(issuer.join(request, { signal })).rejects.toBe(reason);
});
