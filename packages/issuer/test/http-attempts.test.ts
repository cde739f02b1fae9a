import { describe, expect, test } from 'vitest';
import { answer, authority, type Behavior, rawServer, settingsFor, startMs } from './authority.ts';
import { granted, joining, outcome } from './joining.ts';

const cut: Behavior = (_seen, _response, incoming) => incoming.socket.destroy();

/** The headers and a part of the body, in one chunk or of a length that never comes. */
function cutOff(headers: Readonly<Record<string, string>>): Behavior {
  return (_seen, response, incoming) => {
    response.writeHead(200, headers);
    response.write('{"participant_id":', () => incoming.socket.destroy());
  };
}

describe('a failed attempt is repeated', () => {
  test.for([
    ['429', answer(429, {}), 'status 429', true],
    ['500', answer(500, {}), 'status 500', true],
    ['503', answer(503, {}), 'status 503', true],
    ['a connection that is cut', cut, 'UND_ERR_SOCKET', false],
    ['a chunked body that is cut', cutOff({}), 'status 200, incomplete', true],
    ['a body that is cut', cutOff({ 'content-length': '99' }), 'status 200, incomplete', true],
  ] as const)(
    'after %s, four times, 1, 2 and 4 seconds apart',
    async ([, behavior, reason, reached]) => {
      const { result, server, pauses } = await outcome([behavior]);
      expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 4, reason, reached });
      expect(String(result)).toContain('4 times');
      expect(String(result)).toContain(reached ? `answered with ${reason}` : 'gave no answer');
      expect(server.seen).toHaveLength(4);
      expect(pauses).toEqual([1000, 2000, 4000]);
    },
  );

  test.for([
    ['nothing', '', false],
    ['a part of the headers', 'content-ty', false],
    ['a part of a body', 'content-length: 99\r\nconnection: close\r\n\r\n{"par', true],
    [
      'a part of a chunk',
      'transfer-encoding: chunked\r\nconnection: close\r\n\r\n5\r\n{"par',
      true,
    ],
    ['a chunk of no size', 'transfer-encoding: chunked\r\n\r\nzz\r\n{"par', true],
  ] as const)('after %s', async ([, rest, reached]) => {
    await using server = await rawServer(rest === '' ? '' : `HTTP/1.1 200 OK\r\n${rest}`);
    const result = await joining(settingsFor(server.url));
    expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 4, reached });
  });

  test('and the answer of a later attempt is used', async () => {
    const { result, pauses } = await outcome([answer(500, {}), cut, answer(200, granted)]);
    expect(result).toMatchObject({ participantId: granted.participant_id });
    expect(pauses).toEqual([1000, 2000]);
  });

  test('and each pause is announced, with its reason', async () => {
    await using server = await authority([
      answer(429, {}, { 'retry-after': '30' }),
      answer(200, granted),
    ]);
    const settings = settingsFor(server.url);
    await joining(settings);
    const { host } = new URL(server.url);
    expect(settings.waiting.pauses).toEqual([{ host, reason: 'status 429', ms: 30_000 }]);
  });

  const date = (ms: number): string => new Date(ms).toUTCString();
  test.for([
    ['seconds', '7', undefined, 7000],
    ['a date', date(startMs + 9000), undefined, 9000],
    // Its clock is two days ahead, and yet it asks for nine seconds.
    ['a date of a wrong clock', date(startMs + 9000), date(startMs), 9000],
    ['a date of a clock ahead', date(startMs + 172_809_000), date(startMs + 172_800_000), 9000],
    ['no time', 'soon', undefined, 1000],
  ] as const)('a Retry-After in %s sets the pause', async ([, value, sent, ms]) => {
    const headers = { 'retry-after': value, ...(sent === undefined ? {} : { date: sent }) };
    const { pauses } = await outcome([answer(429, {}, headers), answer(200, granted)]);
    expect(pauses).toEqual([ms]);
  });
});

describe('one time limit holds for all attempts and pauses', () => {
  const busy = answer(429, {}, { 'retry-after': '30' });

  test('by default a minute', async () => {
    const { result, pauses } = await outcome([busy]);
    expect(result).toMatchObject({
      code: 'ERR_ISSUER_OFFLINE',
      attempts: 2,
      reason: 'status 429',
      reached: true,
      retryAfterMs: 30_000,
    });
    expect(String(result)).toContain('it asks to wait 30 s');
    expect(pauses).toEqual([30_000]);
  });

  test.for([
    ['60', 60_000],
    ['31', 31_000],
    ['9'.repeat(400), 60_000],
  ] as const)(
    'a Retry-After of %s s that does not fit ends the join at once',
    async ([wish, timeoutMs]) => {
      const long = answer(503, {}, { 'retry-after': wish });
      const { result, pauses } = await outcome([long], { timeoutMs: Math.min(timeoutMs, 31_000) });
      expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 1, reached: true });
      expect(String(result)).not.toContain('Infinity');
      expect(pauses).toEqual([]);
    },
  );

  test('more time allows longer pauses', async () => {
    const { result, pauses } = await outcome([busy, busy, busy, answer(200, granted)], {
      timeoutMs: 91_000,
    });
    expect(result).toMatchObject({ participantId: granted.participant_id });
    expect(pauses).toEqual([30_000, 30_000, 30_000]);
  });

  test('a backoff that does not fit ends the join too', async () => {
    const soon = answer(503, {}, { 'retry-after': '1' });
    const { result, pauses } = await outcome([soon], { timeoutMs: 2500 });
    expect(result).toMatchObject({ attempts: 2, retryAfterMs: undefined });
    expect(pauses).toEqual([1000]);
  });

  test('an attempt gets five seconds, and never more than what is left', async () => {
    const { limits } = await outcome([answer(500, {})], { timeoutMs: 7500 });
    expect(limits).toEqual([5000, 5000, 4500, 500]);
  });

  test.for(['no answer', 'a part of an answer'])(
    'an attempt with %s ends at its limit',
    async (how) => {
      await using server = await authority([
        (_seen, response) => {
          if (how === 'a part of an answer') response.write('{"participant_id":');
          setImmediate(() => settings.waiting.endAttempt());
        },
      ]);
      const settings = settingsFor(server.url);
      const result = await joining(settings);
      expect(result).toMatchObject({ code: 'ERR_ISSUER_OFFLINE', attempts: 4, reason: 'timeout' });
      expect(server.seen).toHaveLength(4);
    },
  );
});
