import { existsSync, readFileSync } from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testHome } from './support/run.ts';

const key = 'sk_live_canary_key';
const token = 'sess_canary_token';
const participantId = '01HXN8K3M9PQRSTVWXYZ654321';
const granted = {
  participant_id: participantId,
  mission_id: 'demo',
  role: 'developer',
  session_token: token,
  joined_at: '2026-02-15T13:16:02.154627Z',
};

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An authority that gives one answer after the other, the last one forever, and keeps the requests. */
async function authority(
  ...answers: readonly [Answer, ...Answer[]]
): Promise<AsyncDisposable & { readonly url: string; readonly bodies: readonly string[] }> {
  const bodies: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const answer = answers[Math.min(bodies.length, answers.length - 1)] ?? answers[0];
      bodies.push(body);
      // Its date would be that of the machine.
      response.sendDate = false;
      response.writeHead(answer.status, answer.headers);
      response.end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function surroundings(url: string): { readonly environment: Record<string, string> } {
  return { environment: { MISSIONCTL_API_URL: url, MISSIONCTL_API_KEY: key } };
}

const joining = 'join demo --role developer --json';

describe('joining through an authority', () => {
  test('stores the identity that it grants, and not its token', async () => {
    await using server = await authority({ status: 200, body: granted });
    const home = testHome();
    const envelope = await home.ok('join demo --role developer', surroundings(server.url));
    expect(envelope).toMatchObject({ participant_id: participantId, data: { issuer: 'http' } });
    expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({
      role: 'developer',
      auth_principal: 'me@machine',
      client_metadata: { platform: 'linux', node_id: 'machine' },
    });
    const text = readFileSync(join(home.path, 'missions/demo/session.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      participant_id: participantId,
      joined_at: granted.joined_at,
      session_token: '',
      saas_api_url: server.url,
    });
    expect(existsSync(join(home.path, 'issuer'))).toBe(false);
  });

  test('stores the token on request', async () => {
    await using server = await authority({ status: 200, body: granted });
    const home = testHome();
    await home.ok('join demo --role developer --keep-session-token', surroundings(server.url));
    const text = readFileSync(join(home.path, 'missions/demo/session.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ session_token: token });
  });

  test('an agent asks under its own name', async () => {
    await using server = await authority({ status: 200, body: granted });
    await testHome().ok('join demo --as bot --role developer', surroundings(server.url));
    expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({ auth_principal: 'me@machine/bot' });
  });

  test('a terminal shows a line while join waits for the answer, and then removes it', async () => {
    await using server = await authority({ status: 200, body: granted });
    const around = { ...surroundings(server.url), terminal: ['stderr'] as const };
    const asking = `ask ${new URL(server.url).host} for an identity`;
    const shown = await testHome().run('join demo --role developer', around);
    const blank = ' '.repeat(asking.length + 2);
    expect(shown.stderr.startsWith(`\r| ${asking}\r${blank}\rjoined demo`)).toBe(true);
    for (const words of [joining, 'join demo --role developer --quiet']) {
      expect((await testHome().run(words, around)).stderr).not.toContain(asking);
    }
  });

  describe('that asks to wait', () => {
    const busy = { status: 429, headers: { 'retry-after': '30' } };
    const joined = { status: 200, body: granted };
    const waiting = (url: string): string =>
      `waiting 30 s before ${new URL(url).host} is asked again (status 429)\n`;

    test.for([
      ['people', 'join demo --role developer'],
      ['programs', joining],
    ] as const)('is waited for, with a note for %s, terminal or not', async ([, words]) => {
      for (const terminal of [[], ['stderr']] as const) {
        await using server = await authority(busy, joined);
        const around = { ...surroundings(server.url), terminal };
        const { code, stderr, stdout } = await testHome().run(words, around);
        expect(code).toBe(0);
        expect(stderr).toContain(waiting(server.url));
        expect(stdout.split('\n')).toHaveLength(words === joining ? 2 : 1);
      }
    });

    test('is waited for in silence with --quiet', async () => {
      await using server = await authority(busy, joined);
      const words = 'join demo --role developer --quiet';
      expect(await testHome().run(words, surroundings(server.url))).toMatchObject({
        code: 0,
        stderr: '',
      });
    });

    test('longer than --timeout allows ends the join, which says so', async () => {
      await using server = await authority(busy);
      const { code, json, stderr } = await testHome().run(
        `${joining} --timeout 20`,
        surroundings(server.url),
      );
      expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
      expect(json).toMatchObject({
        error_code: 'OFFLINE_JOIN',
        hint: 'run it again in 30 s, or now with --timeout 40',
        retryable: true,
        details: { attempts: 1, reason: 'status 429', reached: true, retry_after_ms: 30_000 },
      });
      expect(json.error_message).toContain('answered with status 429');
    });

    test('a note that cannot be written is no reason to fail', async () => {
      await using server = await authority(busy, joined);
      const around = { ...surroundings(server.url), unwritable: ['stderr'] as const };
      expect((await testHome().run(joining, around)).code).toBe(0);
    });
  });

  describe('beyond a proxy', () => {
    const beyond = 'https://authority.example';

    /** A proxy that wants other credentials. */
    async function proxy(): Promise<
      AsyncDisposable & { readonly host: string; readonly asked: string[] }
    > {
      const asked: string[] = [];
      const server = http.createServer();
      server.on('connect', ({ url = '' }, client) => {
        asked.push(url);
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        asked,
        [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
      };
    }

    test.for(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
      '%s is asked',
      async (name) => {
        await using server = await proxy();
        const { environment } = surroundings(beyond);
        const around = {
          environment: { ...environment, [name]: `http://me:pw-canary@${server.host}` },
        };
        const { code, stdout, json } = await testHome().run(joining, around);
        expect({ code, error: json.error_code }).toEqual({ code: 7, error: 'ISSUER_PROTOCOL' });
        expect(json.details?.['reason']).toContain('407');
        expect(stdout).not.toContain('canary');
        expect(server.asked).toEqual(['authority.example:443']);
      },
    );

    test.for(['NO_PROXY', 'no_proxy'])('but not for what %s names', async (name) => {
      await using server = await proxy();
      const { environment } = surroundings(beyond);
      const around = {
        environment: { ...environment, HTTPS_PROXY: server.host, [name]: '.example' },
      };
      expect((await testHome().run(joining, around)).json).toMatchObject({
        error_code: 'OFFLINE_JOIN',
      });
      expect(server.asked).toEqual([]);
    });

    test('one that cannot be used is refused, and not shown', async () => {
      const { environment } = surroundings(beyond);
      const around = { environment: { ...environment, HTTPS_PROXY: 'socks5://me:pw-canary@host' } };
      const { code, stdout, json } = await testHome().run(joining, around);
      expect({ code, hint: json.hint }).toEqual({
        code: 2,
        hint: 'check HTTPS_PROXY and HTTP_PROXY',
      });
      expect(stdout).not.toContain('canary');
    });
  });

  test('a dry run asks nobody, and reports whom a join would ask', async () => {
    await using server = await authority({ status: 200, body: granted });
    const home = testHome();
    const words = 'join demo --role developer --dry-run';
    const { code, stderr } = await home.run(words, surroundings(server.url));
    expect(code).toBe(0);
    expect(stderr).toContain(
      `would ask ${new URL(server.url).host} for an identity for me@machine`,
    );
    expect(server.bodies).toEqual([]);
    expect(existsSync(home.path)).toBe(false);
  });
});

describe('an answer of the authority', () => {
  const far = '9999-12-31T23:59:59Z';
  const other = { ...granted, participant_id: 'no ULID', error_message: 'SERVER WORDS' };
  test.for([
    [{ status: 400, body: { error_code: 'INVALID_ROLE' } }, 2, 'INVALID_ROLE'],
    [{ status: 401 }, 4, 'AUTH_FAILED'],
    [{ status: 403 }, 4, 'MISSION_UNAUTHORIZED'],
    [{ status: 404 }, 3, 'MISSION_NOT_FOUND'],
    [{ status: 200, body: other }, 7, 'ISSUER_PROTOCOL'],
    [{ status: 200, body: { ...granted, joined_at: far } }, 7, 'ISSUER_PROTOCOL'],
    [{ status: 302, headers: { location: '/' } }, 7, 'ISSUER_PROTOCOL'],
    [{ status: 503, headers: { 'retry-after': '60' } }, 7, 'OFFLINE_JOIN'],
  ] as const)(
    'with $0.status exits with $1, $2, and nothing is written',
    async ([answer, exit, error]) => {
      await using server = await authority(answer);
      const home = testHome();
      const { code, stdout, json } = await home.run(joining, surroundings(server.url));
      expect({ code, error: json.error_code }).toEqual({ code: exit, error });
      expect(stdout).not.toMatch(/SERVER WORDS|canary/);
      expect(existsSync(home.path)).toBe(false);
    },
  );

  test('that says it was joined already joins', async () => {
    const details = { participant_id: participantId, joined_at: granted.joined_at };
    await using server = await authority({
      status: 409,
      body: { error_code: 'ALREADY_JOINED', details },
    });
    const envelope = await testHome().ok('join demo --role developer', surroundings(server.url));
    expect(envelope).toMatchObject({ participant_id: participantId });
  });

  test('where nothing listens, join fails with OFFLINE_JOIN at once, and a joined mission still works', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const offline = surroundings('http://127.0.0.1:1');
    const { code, json } = await home.run('join other --role developer --json', offline);
    expect({ code, error: json.error_code, retryable: json.retryable }).toEqual({
      code: 7,
      error: 'OFFLINE_JOIN',
      retryable: true,
    });
    expect(await home.ok('focus wp:WP01', offline)).toMatchObject({ mission_id: 'demo' });
  });

  test.for(['http://authority.example', 'https://me:pw-canary@authority.example', 'nonsense'])(
    'the URL %s is refused before anyone is asked',
    async (url) => {
      const { code, stdout, json } = await testHome().run(joining, surroundings(url));
      expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
      expect(stdout).not.toContain('canary');
    },
  );
});
