import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ProxySettings } from '../src/http.ts';
import { answer, authority, connectProxy, settingsFor } from './authority.ts';
import { granted, joining, notServed } from './joining.ts';

const ca = readFileSync(new URL('fixtures/tls/cert.pem', import.meta.url), 'utf8');
// No name of this machine: only a proxy can reach it.
const apiUrl = 'https://authority.example/base';
const joined = { participantId: granted.participant_id, apiUrl };

describe('through a proxy', () => {
  test.for<[string, (host: string) => ProxySettings]>([
    ['HTTPS_PROXY', (host) => ({ httpsProxy: `http://${host}` })],
    ['HTTP_PROXY, where there is no other', (host) => ({ httpProxy: `http://${host}` })],
    ['HTTPS_PROXY first', (host) => ({ httpsProxy: host, httpProxy: 'http://127.0.0.1:1' })],
    ['a proxy without a scheme', (host) => ({ httpsProxy: host })],
    ['NO_PROXY for others', (host) => ({ httpsProxy: host, noProxy: 'other.example,localhost' })],
  ])('joins by %s', async ([, proxied]) => {
    await using server = await authority([answer(200, granted)], { tls: true });
    await using proxy = await connectProxy({ port: server.port });
    const result = await joining(settingsFor(apiUrl, { ca, proxy: proxied(proxy.host) }));
    expect(result).toMatchObject(joined);
    expect(proxy.seen).toMatchObject([{ method: 'CONNECT', path: 'authority.example:443' }]);
    expect(proxy.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  test('sends it the user and password of its URL, and the authority none', async () => {
    await using server = await authority([answer(200, granted)], { tls: true });
    await using proxy = await connectProxy({ port: server.port });
    const httpsProxy = `http://me:pass%3Acanary@${proxy.host}`;
    expect(await joining(settingsFor(apiUrl, { ca, proxy: { httpsProxy } }))).toMatchObject(joined);
    const basic = `Basic ${Buffer.from('me:pass:canary').toString('base64')}`;
    expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(basic);
    expect(server.seen[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('that speaks TLS itself, by the same certificates', async () => {
    await using server = await authority([answer(200, granted)], { tls: true });
    await using proxy = await connectProxy({ port: server.port }, { tls: true });
    const settings = { proxy: { httpsProxy: proxy.host } };
    expect(await joining(settingsFor(apiUrl, { ca, ...settings }))).toMatchObject(joined);
    const untrusted = await joining(settingsFor(apiUrl, settings));
    expect(untrusted).toMatchObject(notServed);
    expect(untrusted).toHaveProperty('reason', expect.stringMatching(/^the proxy's certificate/));
  });

  test('trusts no certificate that it would not trust without', async () => {
    await using server = await authority([answer(200, granted)], { tls: true });
    await using proxy = await connectProxy({ port: server.port });
    const result = await joining(settingsFor(apiUrl, { proxy: { httpsProxy: proxy.host } }));
    expect(result).toMatchObject(notServed);
    expect(result).toHaveProperty('reason', expect.stringMatching(/^its certificate/));
  });
});

describe('past the proxy', () => {
  test.for(['authority.example', '.example', '*'])(
    'goes what NO_PROXY names: %s',
    async (noProxy) => {
      await using proxy = await connectProxy({ status: 500 });
      const settings = settingsFor(apiUrl, { proxy: { httpsProxy: proxy.host, noProxy } });
      expect(await joining(settings)).toMatchObject({ code: 'ERR_ISSUER_OFFLINE' });
      expect(proxy.seen).toEqual([]);
    },
  );

  test.for([true, false])('goes what is for this machine (TLS: %s)', async (tls) => {
    await using server = await authority([answer(200, granted)], { tls });
    await using proxy = await connectProxy({ port: server.port });
    const settings = { httpProxy: proxy.host, httpsProxy: proxy.host };
    const result = await joining(settingsFor(server.url, { ca, proxy: settings }));
    expect(result).toMatchObject({ participantId: granted.participant_id });
    expect(proxy.seen).toEqual([]);
  });
});

describe('a proxy that does not connect', () => {
  const secret = 'pass-canary';
  const offline = { code: 'ERR_ISSUER_OFFLINE', reached: false };

  test.for([
    [407, { ...notServed, reason: 'the proxy refuses to connect to it (status 407)' }, 1],
    [403, { ...notServed, reason: 'the proxy refuses to connect to it (status 403)' }, 1],
    [502, { ...offline, reason: 'status 502 of the proxy' }, 4],
    [429, { ...offline, reason: 'status 429 of the proxy' }, 4],
  ] as const)('is named with its status %i', async ([status, expected, times]) => {
    await using proxy = await connectProxy({ status });
    const httpsProxy = `http://me:${secret}@${proxy.host}`;
    const result = await joining(settingsFor(apiUrl, { proxy: { httpsProxy } }));
    expect(result).toMatchObject(expected);
    expect(proxy.seen).toHaveLength(times);
    expect(inspect(result, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(
      secret,
    );
  });

  test.for([
    ['that is not there', `http://me:${secret}@127.0.0.1:1`, /^proxy: ECONNREFUSED$/],
    ['whose name does not resolve', `http://me:${secret}@proxy.invalid`, /^proxy: E/],
  ] as const)('%s is reported at once, as the proxy', async ([, httpsProxy, reason]) => {
    const result = await joining(settingsFor(apiUrl, { proxy: { httpsProxy } }));
    expect(result).toMatchObject({ ...offline, attempts: 1 });
    expect(result).toHaveProperty('reason', expect.stringMatching(reason));
    expect(inspect(result, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(
      secret,
    );
  });
});
