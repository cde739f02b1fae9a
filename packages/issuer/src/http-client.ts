import * as tls from 'node:tls';
import { Agent, type Dispatcher, request } from 'undici';
import { IssuerProtocolError } from './errors.ts';
import type { HttpReply } from './grant-answer.ts';

/** One question to the authority, ready to be sent any number of times. */
export interface HttpRequest {
  readonly url: URL;
  readonly key: string;
  readonly body: string;
}

/** An answer, and how long its `Retry-After` asks to wait, in milliseconds. */
export interface TimedReply extends HttpReply {
  readonly retryAfterMs: number | undefined;
}

const maxBodyBytes = 1024 * 1024;
const maxRedirects = 5;

/**
 * Connections of one join; closed with it, since a command line exits afterwards.
 *
 * @param ca - certificates (PEM) that are trusted beside those that Node trusts
 */
export function openConnections(ca: string | undefined): Agent {
  if (ca === undefined) return new Agent();
  // Since Node 22.15 with those of NODE_EXTRA_CA_CERTS among them.
  const trusted = tls.getCACertificates?.('default') ?? tls.rootCertificates;
  return new Agent({ connect: { ca: [...trusted, ca] } });
}

/**
 * Asks once. Redirects that keep the method are followed within the origin; the key never travels
 * on to another.
 *
 * @throws ERR_ISSUER_PROTOCOL, and what the connection throws
 */
export async function ask(
  question: HttpRequest,
  dispatcher: Dispatcher,
  options: { readonly signal: AbortSignal; readonly nowMs: number },
): Promise<TimedReply> {
  let { url } = question;
  for (let left = maxRedirects; ; left -= 1) {
    const response = await send({ ...question, url }, dispatcher, options.signal);
    const { statusCode: status, headers } = response;
    if (status < 300 || status >= 400) {
      const body = await readBody(response, url.host);
      return { host: url.host, status, body, retryAfterMs: retryAfter(headers, options.nowMs) };
    }
    await response.body.dump();
    if (left === 0) throw new IssuerProtocolError(url.host, 'it redirects without end');
    url = redirected(url, status, headers['location']);
  }
}

function send(
  { url, key, body }: HttpRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  return request(url.href, {
    method: 'POST',
    dispatcher,
    signal,
    body,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
  });
}

function redirected(from: URL, status: number, location: string | string[] | undefined): URL {
  const kept = status === 307 || status === 308;
  if (!kept || typeof location !== 'string' || !URL.canParse(location, from.href)) {
    throw new IssuerProtocolError(from.host, `it redirects with status ${status}`);
  }
  const to = new URL(location, from);
  if (to.origin === from.origin) return to;
  throw new IssuerProtocolError(from.host, 'it redirects to another origin');
}

async function readBody({ body }: Dispatcher.ResponseData, host: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) {
      body.destroy();
      throw new IssuerProtocolError(host, 'it is over 1 MiB');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(
  headers: Dispatcher.ResponseData['headers'],
  nowMs: number,
): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
