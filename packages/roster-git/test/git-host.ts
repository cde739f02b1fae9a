import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Team } from './git-harness.ts';

/** A git host on loopback, as many teams run one: `git http-backend` behind a password. */
export interface GitHost extends AsyncDisposable {
  /** The address of the team's repository. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Everything that clients sent: requests, headers and bodies. */
  readonly received: () => Buffer;
  /** How many requests clients made. */
  readonly requests: () => number;
  /** How many bytes clients got. */
  readonly sent: () => number;
  /** Changes how it behaves. */
  readonly behave: (how: HostBehavior) => void;
  /** Is stopped, while something happens. */
  readonly outage: (during: () => Promise<void>) => Promise<void>;
}

/** How a host behaves. */
export interface HostBehavior {
  /** Whether anybody may read it without a password; default: no. */
  readonly isOpen?: boolean;
  /** Whether it takes pushes of these users; default: yes. */
  readonly takesPushes?: boolean;
  /** How long it does nothing before it answers a request, in milliseconds. */
  readonly delayMs?: number;
  /** Ends the connection in the middle of an answer, or of a request for a push. */
  readonly breaks?: 'answer' | 'push' | undefined;
  /** Answers everything with a status of its own. */
  readonly status?: number | undefined;
}

export async function startHost({ directory }: Team): Promise<GitHost> {
  const [username, password] = ['ann', 'canary-passw0rd'];
  const received: Buffer[] = [];
  const counts = { requests: 0, sent: 0 };
  let behavior: HostBehavior = {};
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, delayMs = 0, breaks } = behavior;
    counts.requests += 1;
    received.push(Buffer.from([request.method, request.url, ...request.rawHeaders, ''].join('\n')));
    const body = await bodyOf(request);
    received.push(body);
    if (status !== undefined) return void response.writeHead(status).end('a page of a proxy');
    const isOpen = behavior.isOpen === true && !isPush(request);
    if (request.headers.authorization !== expected && !isOpen) {
      const headers = { 'www-authenticate': 'Basic realm="git"' };
      return void response.writeHead(401, headers).end();
    }
    await pause(delayMs, undefined, { ref: false });
    if (breaks === 'push' && request.method === 'POST' && isPush(request)) request.destroy();
    else serve(directory, { request, body, response }, { behavior, counts });
  };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    // A client that went away is not waited for.
    take(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/team.git`,
    username,
    password,
    received: () => Buffer.concat(received),
    requests: () => counts.requests,
    sent: () => counts.sent,
    behave: (how) => {
      behavior = how;
    },
    outage: async (during) => {
      await end(server);
      try {
        await during();
      } finally {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      }
    },
    [Symbol.asyncDispose]: () => end(server),
  };
}

async function end(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function isPush({ url = '' }: IncomingMessage): boolean {
  return url.includes('git-receive-pack');
}

function serve(
  root: string,
  {
    request,
    body,
    response,
  }: {
    readonly request: IncomingMessage;
    readonly body: Buffer;
    readonly response: ServerResponse;
  },
  { behavior, counts }: { readonly behavior: HostBehavior; readonly counts: { sent: number } },
): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://host');
  if (isPush(request) && behavior.takesPushes === false) return void response.writeHead(403).end();
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'ann',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  backend.stdin.on('error', () => undefined);
  backend.stdin.end(body);
  response.once('close', () => backend.kill());
  void answer(backend.stdout, response, { behavior, counts });
}

/** Passes on what a program of the gateway interface says: headers, an empty line, the rest. */
async function answer(
  from: AsyncIterable<Buffer>,
  response: ServerResponse,
  { behavior, counts }: { readonly behavior: HostBehavior; readonly counts: { sent: number } },
): Promise<void> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const part of from) {
    counts.sent += part.length;
    let body = part;
    if (head !== undefined) {
      const all: Buffer = Buffer.concat([head, part]);
      const at = all.indexOf('\r\n\r\n');
      head = at < 0 ? all : undefined;
      if (head !== undefined) continue;
      writeHeaders(all.toString('latin1', 0, at), response);
      body = all.subarray(at + 4);
    }
    if (behavior.breaks === 'answer') return void response.destroy();
    response.write(body);
  }
  response.end();
}

function writeHeaders(text: string, response: ServerResponse): void {
  for (const line of text.split('\r\n')) {
    const [name = '', ...rest] = line.split(': ');
    if (name === 'Status') response.statusCode = Number.parseInt(rest.join(), 10);
    else response.setHeader(name, rest.join(': '));
  }
}
