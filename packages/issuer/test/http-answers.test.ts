import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { answer, authority, type Behavior, rawServer, settingsFor, startMs } from './authority.ts';
import { granted, joining, notServed, outcome } from './joining.ts';

const day = 86_400_000;

describe('an answer that cannot be used is ERR_ISSUER_PROTOCOL', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  test.for([
    ['a body that is no JSON', answer(200, '{'), 'status 200 (application/json) is not JSON'],
    ['a page', answer(200, '<html>', html), 'status 200 (text/html) is not JSON'],
    ['a page for 401', answer(401, '<html>', html), /^status 401 \(text\/html\) is a page/],
    ['a page for 403', answer(403, '<html>', html), /^status 403 \(text\/html\) is a page/],
    ['a page for 404', answer(404, '<html>', html), /^status 404 \(text\/html\) is a page/],
    ['a page for 409', answer(409, '<html>', html), 'status 409 (text/html) is not JSON'],
    ['a body that is no object', answer(200, '[]'), /is not a JSON object$/],
    ['another mission', answer(200, { ...granted, mission_id: 'other' }), /^mission_id/],
    [
      'a participant id of no ULID',
      answer(200, { ...granted, participant_id: 'x' }),
      /^participant/,
    ],
    [
      'a run id that is no ULID',
      answer(200, { ...granted, mission_run_id: 'x' }),
      /^mission_run_id/,
    ],
    ['a role that is none', answer(200, { ...granted, role: 'llm_actor' }), /^role/],
    ['no role', answer(200, { ...granted, role: undefined }), /^role/],
    ['a time without offset', answer(200, { ...granted, joined_at: '2026-02-15T13:16' }), /offset/],
    ['a token that is no text', answer(200, { ...granted, session_token: 7 }), /^session_token/],
    ['409 without its details', answer(409, { error_code: 'ALREADY_JOINED' }), /^status 409/],
    ['400 of another kind', answer(400, { error_code: 'OTHER' }), /^status 400/],
    ['a status of no contract', answer(418, {}), /^status 418 .* is not in the contract$/],
    ['a grant with 201', answer(201, granted), /^status 201 .* is not in the contract$/],
    ['a success without a body', answer(204, ''), /^status 204 .* is not in the contract$/],
    ['an empty body', answer(200, ''), 'status 200 (application/json) without a body'],
    [
      'a redirect that changes the method',
      answer(302, '', { location: '/elsewhere' }),
      /redirects/,
    ],
    ['a redirect without a target', answer(307, ''), /redirects/],
    ['a body of over 1 MiB', answer(200, `"${'x'.repeat(1024 * 1024)}"`), /1 MiB/],
    [
      'headers without end',
      answer(
        200,
        granted,
        Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`x-${n}`, 'x'.repeat(1000)])),
      ),
      /headers/,
    ],
  ] as const)('%s', async ([, behavior, reason]) => {
    const { result, server } = await outcome([behavior]);
    expect(result).toMatchObject(notServed);
    const matching = typeof reason === 'string' ? reason : expect.stringMatching(reason);
    expect(result).toHaveProperty('reason', matching);
    expect(server.seen).toHaveLength(1);
  });

  test('endless redirects', async () => {
    const { result, server } = await outcome([answer(307, '', { location: '/again' })]);
    expect(result).toMatchObject(notServed);
    expect(server.seen).toHaveLength(6);
  });

  test.for([
    ['text of a server', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'],
    ['a TLS alert', '\u0015\u0003\u0003\u0000\u0002\u0002\u0046'],
    ['a body whose length is no number', 'HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n{}'],
  ] as const)('what is not HTTP: %s', async ([, bytes]) => {
    await using server = await rawServer(bytes);
    const result = await joining(settingsFor(server.url));
    expect(result).toMatchObject({ ...notServed, reason: 'it is not HTTP' });
    expect(server.asked()).toBe(1);
  });

  test('what is not TLS', async () => {
    await using server = await authority([answer(200, granted)]);
    const result = await joining(settingsFor(server.url.replace('http:', 'https:')));
    expect(result).toMatchObject(notServed);
    expect(result).toHaveProperty('reason', expect.stringContaining('does not speak TLS'));
  });
});

describe('the encoding of an answer', () => {
  const packed = (encoding: string): Behavior => {
    return (_seen, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(gzipSync(JSON.stringify(granted)));
    };
  };

  test('is asked to be identity', async () => {
    const { server } = await outcome([answer(200, granted)]);
    expect(server.seen[0]?.headers['accept-encoding']).toBe('identity');
  });

  test.for([
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['sk_live_canary', 'of an unknown kind'],
  ])('%s is refused by name', async ([encoding = '', name]) => {
    const { result } = await outcome([packed(encoding)]);
    expect(result).toMatchObject({
      ...notServed,
      reason: `status 200 (no content type) is encoded (${name}), although identity was asked for`,
    });
  });

  test('identity is none', async () => {
    const { result } = await outcome([answer(200, granted, { 'content-encoding': 'identity' })]);
    expect(result).toMatchObject({ participantId: granted.participant_id });
  });
});

test('a content type that is not a usual one is not repeated', async () => {
  const { result } = await outcome([answer(201, '', { 'content-type': 'text/sk_live_canary' })]);
  expect(String(result)).toContain('status 201 (another content type)');
  expect(String(result)).not.toContain('canary');
});

test('an early hint ahead of the answer is passed over', async () => {
  const hinted: Behavior = (seen, response, incoming) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    answer(200, granted)(seen, response, incoming);
  };
  const { result } = await outcome([hinted]);
  expect(result).toMatchObject({ participantId: granted.participant_id });
});

describe('the time of joining', () => {
  const at = (ms: number): string => new Date(ms).toISOString();
  const dated = (ms: number): Readonly<Record<string, string>> => ({
    date: new Date(ms).toUTCString(),
  });

  test.for([
    ['long ago', 0, {}],
    ['a day ahead', startMs + day, {}],
    ['a day ahead of the date of the answer', startMs + day, dated(startMs)],
    ['of a clock that is behind', startMs - 40 * day, dated(startMs - 40 * day)],
  ] as const)('is taken: %s', async ([, ms, headers]) => {
    const { result } = await outcome([answer(200, { ...granted, joined_at: at(ms) }, headers)]);
    expect(result).toMatchObject({ participantId: granted.participant_id });
  });

  test.for([
    ['more than a day ahead', startMs + day + 1, {}, 'one of the two clocks'],
    ['in the year 9999', Date.UTC(9999, 11, 31), dated(startMs), 'the date of the answer'],
    ['ahead of the date only', startMs, dated(startMs - 2 * day), 'the date of the answer'],
    ['of a clock that is ahead', startMs + 3 * day, dated(startMs + 3 * day), 'the two clocks'],
  ] as const)('is refused: %s', async ([, ms, headers, reason]) => {
    const details = { participant_id: granted.participant_id, joined_at: at(ms) };
    for (const behavior of [
      answer(200, { ...granted, joined_at: at(ms) }, headers),
      answer(409, { error_code: 'ALREADY_JOINED', details }, headers),
    ]) {
      const { result } = await outcome([behavior]);
      expect(result).toMatchObject(notServed);
      expect(result).toHaveProperty('reason', expect.stringContaining(reason));
    }
  });
});
