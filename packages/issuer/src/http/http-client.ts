import { type Dispatcher, request } from 'undici';
import { IssuerProtocolError } from '../errors.ts';
import type { HttpReply } from './http-reply.ts';

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
 * Asks once. Redirects that keep the method are followed within the origin; the key never travels
 * on to another.
 *
 * @throws ERR_ISSUER_PROTOCOL, and what the connection throws
 */
export async function ask(
  question: HttpRequest,
  dispatcher: Dispatcher,
  options: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<TimedReply> {
  let { url } = question;
  for (let left = maxRedirects; ; left -= 1) {
    const response = await send({ ...question, url }, dispatcher, options.signal);
    const { statusCode: status, headers } = response;
    if (status < 300 || status >= 400) return await replyOf(response, url.host, options.now());
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
      'accept-encoding': 'identity',
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

async function replyOf(
  response: Dispatcher.ResponseData,
  host: string,
  receivedMs: number,
): Promise<TimedReply> {
  const { statusCode: status, headers } = response;
  const dateMs = dateOf(headers['date']);
  return {
    host,
    status,
    body: await readBody(response, host),
    contentType: lineOf(headers['content-type']),
    encoding: lineOf(headers['content-encoding']),
    dateMs,
    receivedMs,
    // By the server's own clock, which need not be ours.
    retryAfterMs: retryAfter(lineOf(headers['retry-after']), dateMs ?? receivedMs),
  };
}

/** The whole body; undefined when it ends too early, or is not as its headers say. */
async function readBody(
  { body }: Dispatcher.ResponseData,
  host: string,
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) break;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  if (length > maxBodyBytes) throw new IssuerProtocolError(host, 'it is over 1 MiB');
  return Buffer.concat(chunks);
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value !== undefined && /^\d+$/.test(value)) return Math.min(Number(value), 1e9) * 1000;
  const date = dateOf(value);
  return date === undefined ? undefined : Math.max(0, date - nowMs);
}

function dateOf(value: string | string[] | undefined): number | undefined {
  const date = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

function lineOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
