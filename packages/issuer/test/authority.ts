import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import * as net from 'node:net';
import type { HttpSettings, Timer } from '../src/http.ts';
import type { Pause } from '../src/index.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/tls/${name}`, import.meta.url), 'utf8');
}

const certificate = { key: fixture('key.pem'), cert: fixture('cert.pem') };

/** A request as the authority saw it. */
export interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export type Behavior = (
  seen: Seen,
  response: http.ServerResponse,
  request: http.IncomingMessage,
) => void;

export interface Authority extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly Seen[];
}

/** A real server that answers the n-th request by the n-th behavior, and the last one forever. */
export async function authority(
  behaviors: readonly Behavior[],
  { tls = false }: { readonly tls?: boolean } = {},
): Promise<Authority> {
  const seen: Seen[] = [];
  const listener: http.RequestListener = (request, response) => {
    // Its date would be that of the machine; a behavior gives one where it matters.
    response.sendDate = false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      const behave = behaviors[Math.min(seen.length, behaviors.length - 1)];
      seen.push(one);
      behave?.(one, response, request);
    });
  };
  const server = tls ? https.createServer(certificate, listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${port}/base`,
    port,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Behavior {
  return (_seen, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** A real proxy that answers CONNECT with a tunnel to one port, or refuses with a status. */
export async function connectProxy(
  to: { readonly port: number } | { readonly status: number },
  { tls = false }: { readonly tls?: boolean } = {},
): Promise<AsyncDisposable & { readonly host: string; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const sockets: net.Socket[] = [];
  const server = tls ? https.createServer(certificate) : http.createServer();
  server.on('connect', ({ method, url: path, headers }, client: net.Socket) => {
    seen.push({ method, path, headers, body: '' });
    if ('status' in to) {
      client.end(`HTTP/1.1 ${to.status} No\r\n\r\n`);
      return;
    }
    const upstream = net.connect(to.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on('error', () => {});
    sockets.push(client, upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: tls ? `https://localhost:${port}` : `127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that sends these bytes to whoever asks, and ends the connection. */
export async function rawServer(
  bytes: string,
): Promise<AsyncDisposable & { readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      asked += 1;
      socket.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the clock of the tests says when a join begins. */
export const startMs: number = Date.UTC(2026, 1, 15, 13, 16, 2);

/**
 * A clock that takes no real time: pauses between attempts end at once and are recorded; the time
 * of an attempt ends when a behavior says so.
 */
export function virtualWaiting(): Timer & {
  readonly pauses: readonly Pause[];
  readonly onPause: (pause: Pause) => void;
  readonly limits: readonly number[];
  readonly endAttempt: () => void;
} {
  const pauses: Pause[] = [];
  const limits: number[] = [];
  let nowMs = startMs;
  let isPause = false;
  let end: () => void = () => {};
  return {
    now: () => nowMs,
    pauses,
    limits,
    onPause: (pause) => {
      pauses.push(pause);
      isPause = true;
    },
    endAttempt: () => end(),
    sleep: (ms, signal) => {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      if (isPause) {
        isPause = false;
        nowMs += ms;
        return Promise.resolve();
      }
      limits.push(ms);
      return new Promise((resolve, reject) => {
        end = () => {
          nowMs += ms;
          resolve();
        };
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    },
  };
}

export const secretKey = 'sk_live_canary_0123456789';

export function settingsFor(
  apiUrl: string,
  over: Partial<HttpSettings> = {},
): HttpSettings & { readonly waiting: ReturnType<typeof virtualWaiting> } {
  const waiting = virtualWaiting();
  return {
    apiUrl,
    apiKey: secretKey,
    random: () => 0.5,
    client: { version: '1.2.3', platform: 'linux', nodeId: 'host' },
    ...over,
    waiting,
  };
}
