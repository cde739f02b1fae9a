import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpSettings, Timer } from '../src/http.ts';

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
  readonly seen: readonly Seen[];
}

/** A real server that answers the n-th request by the n-th behavior, and the last one forever. */
export async function authority(
  behaviors: readonly Behavior[],
  { tls = false }: { readonly tls?: boolean } = {},
): Promise<Authority> {
  const seen: Seen[] = [];
  const listener: http.RequestListener = (request, response) => {
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
  const fixture = (name: string): string =>
    readFileSync(new URL(`fixtures/tls/${name}`, import.meta.url), 'utf8');
  const server = tls
    ? https.createServer({ key: fixture('key.pem'), cert: fixture('cert.pem') }, listener)
    : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${port}/base`,
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

/**
 * A clock that takes no real time: pauses between attempts end at once and are recorded; the time
 * of an attempt ends when a behavior says so.
 */
export function virtualWaiting(timeoutMs: number): Timer & {
  readonly pauses: readonly number[];
  readonly endAttempt: () => void;
} {
  const pauses: number[] = [];
  let end: () => void = () => {};
  return {
    now: () => Date.UTC(2026, 1, 15, 13, 16, 2),
    pauses,
    endAttempt: () => end(),
    sleep: (ms, signal) => {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      if (ms !== timeoutMs) {
        pauses.push(ms);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        end = resolve;
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
  const waiting = virtualWaiting(5000);
  return {
    apiUrl,
    apiKey: secretKey,
    random: () => 0.5,
    client: { version: '1.2.3', platform: 'linux', nodeId: 'host' },
    ...over,
    waiting,
  };
}
