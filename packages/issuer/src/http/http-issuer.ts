import { IssuerOfflineError, IssuerSettingsError } from '../errors.ts';
import type { Grant, JoinRequest, ParticipantIssuer } from '../participant-issuer.ts';
import { type Attempt, attemptOf, failureOf } from './attempt-failure.ts';
import { openConnections, type ProxySettings, proxyUrl } from './connections.ts';
import { type GrantContext, grantOf } from './grant-answer.ts';
import { ask, type HttpRequest, type TimedReply } from './http-client.ts';
import { isLoopback, participantsUrl } from './http-endpoint.ts';

/** Time as the issuer needs it. */
export interface Timer {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Which authority is asked, with which key, and how. */
export interface HttpSettings {
  /** Where the authority is. https, unless the host is this machine. */
  readonly apiUrl: string;
  /** The bearer key. It goes into one request header and nowhere else. */
  readonly apiKey: string;
  /** What time it is, and how to wait. */
  readonly waiting: Timer;
  /** At least 0 and less than 1: the jitter of the backoff. */
  readonly random: () => number;
  /** How the asking program names itself to the authority. */
  readonly client: {
    readonly version: string;
    readonly platform: string;
    readonly nodeId: string;
  };
  /**
   * How long all attempts and the pauses between them may take, in milliseconds; default 60,000. One
   * attempt gets 5000 of them at most.
   */
  readonly timeoutMs?: number | undefined;
  /** Certificates (PEM) of private authorities, beside those that Node trusts. */
  readonly ca?: string | undefined;
  /** Proxies, as the environment names them; default: none. An authority of this machine needs none. */
  readonly proxy?: ProxySettings | undefined;
}

const attempts = 4;
const attemptMs = 5000;
const defaultTimeoutMs = 60_000;
const firstBackoffMs = 1000;

/**
 * Describes the authority that speaks spec-kitty's join contract over HTTP; nothing is asked until
 * `join`. What did not get through is asked again, four times in all, 1, 2 and 4 seconds apart or
 * as `Retry-After` says, if the pause ends within the time; a refusal is final. Nothing that it throws
 * contains the key, the token, a proxy's password or a word of the server's.
 *
 * @param settings - which authority, with which key, and how long a join may take
 * @returns the issuer; it holds no connection between two joins
 * @throws ERR_ISSUER_SETTINGS when the URL, the key, `ca` or a proxy cannot be used; RangeError when the time
 *   is not more than 0. `join` rejects with ERR_ISSUER_OFFLINE, ERR_ISSUER_AUTH, ERR_ISSUER_FORBIDDEN,
 *   ERR_ISSUER_MISSION_NOT_FOUND, ERR_ISSUER_INVALID_ROLE, ERR_ISSUER_PROTOCOL, or the signal's reason
 * @example
 * const client = { version: '1.0.0', platform: process.platform, nodeId };
 * const issuer = httpIssuer({ apiUrl, apiKey, waiting, random: Math.random, client });
 * const grant = await issuer.join({ missionId: 'demo', role: 'developer', principal: 'me@laptop' });
 */
export function httpIssuer(settings: HttpSettings): ParticipantIssuer {
  const { apiUrl, apiKey, ca, proxy, timeoutMs = defaultTimeoutMs } = settings;
  if (!(timeoutMs > 0)) throw new RangeError(`timeoutMs must be more than 0, not ${timeoutMs}`);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new IssuerSettingsError('key', 'it is empty, or has characters that no header can carry');
  }
  // Node passes over what is none, and then trusts as if nothing had been given.
  if (ca !== undefined && !/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/.test(ca)) {
    throw new IssuerSettingsError('ca', 'it has no certificate in PEM form');
  }
  if (!isLoopback(participantsUrl(apiUrl, 'any'))) {
    proxyUrl(proxy?.httpProxy);
    proxyUrl(proxy?.httpsProxy);
  }
  return { join: (request) => join({ ...settings, timeoutMs }, request) };
}

type TimedSettings = HttpSettings & { readonly timeoutMs: number };

async function join(settings: TimedSettings, request: JoinRequest): Promise<Grant> {
  request.signal?.throwIfAborted();
  const question = requestOf(settings, request);
  const connections = openConnections(question.url, settings);
  try {
    const answer = await askUntilAnswered(settings, question, { request, connections });
    const asked: GrantContext = { request, apiUrl: settings.apiUrl };
    return grantOf(answer, asked);
  } finally {
    await connections.destroy();
  }
}

function requestOf({ apiUrl, apiKey, client }: HttpSettings, request: JoinRequest): HttpRequest {
  const { version, platform, nodeId } = client;
  return {
    url: participantsUrl(apiUrl, request.missionId),
    key: apiKey,
    body: JSON.stringify({
      role: request.role,
      auth_principal: request.principal,
      client_metadata: { cli_version: version, platform, node_id: nodeId },
    }),
  };
}

type Connections = ReturnType<typeof openConnections>;

async function askUntilAnswered(
  settings: TimedSettings,
  question: HttpRequest,
  { request, connections }: { readonly request: JoinRequest; readonly connections: Connections },
): Promise<TimedReply> {
  const { host } = question.url;
  const { waiting, random, timeoutMs } = settings;
  const signal = request.signal ?? new AbortController().signal;
  const deadlineMs = waiting.now() + timeoutMs;
  for (let attempt = 1; ; attempt += 1) {
    const limitMs = Math.min(attemptMs, deadlineMs - waiting.now());
    const tried = await tryOnce(settings, question, { signal, connections, limitMs });
    signal.throwIfAborted();
    if ('answer' in tried) return tried.answer;
    const { reason, reached, final, retryAfterMs } = tried;
    const backoffMs = firstBackoffMs * 2 ** (attempt - 1) * (0.75 + random() / 2);
    const ms = Math.max(backoffMs, retryAfterMs ?? 0);
    const leftMs = deadlineMs - waiting.now();
    if (final || attempt === attempts || ms >= leftMs) {
      const unmet = retryAfterMs !== undefined && retryAfterMs >= leftMs ? { retryAfterMs } : {};
      throw new IssuerOfflineError({ host, attempts: attempt, reason, reached, ...unmet });
    }
    request.onPause?.({ host, reason, ms });
    await waiting.sleep(ms, signal);
  }
}

/** One attempt, ended by its time: an answer, or why there is none. */
async function tryOnce(
  { waiting }: HttpSettings,
  question: HttpRequest,
  {
    signal,
    connections,
    limitMs,
  }: {
    readonly signal: AbortSignal;
    readonly connections: Connections;
    readonly limitMs: number;
  },
): Promise<Attempt> {
  const end = new AbortController();
  const either = AbortSignal.any([signal, end.signal]);
  const timeout = waiting.sleep(limitMs, either).then((): Attempt => {
    return { reason: 'timeout', reached: false, final: false };
  });
  // It loses the race when the attempt ends first, and is then canceled.
  timeout.catch(() => {});
  try {
    const asking = ask(question, connections, { signal: either, now: waiting.now });
    return await Promise.race([asking.then(attemptOf), timeout]);
  } catch (error) {
    signal.throwIfAborted();
    return failureOf(error, question.url.host);
  } finally {
    end.abort();
  }
}
