import { IssuerOfflineError, IssuerProtocolError, IssuerSettingsError } from './errors.ts';
import { type GrantContext, grantOf } from './grant-answer.ts';
import { ask, type HttpRequest, openConnections, type TimedReply } from './http-client.ts';
import { participantsUrl } from './http-endpoint.ts';
import type { Grant, JoinRequest, ParticipantIssuer } from './participant-issuer.ts';

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
  /** How long one attempt may take, in milliseconds; default 5000. */
  readonly timeoutMs?: number | undefined;
  /** Certificates (PEM) of private authorities, beside those that Node trusts. */
  readonly ca?: string | undefined;
}

const attempts = 4;
const firstBackoffMs = 1000;
const longestRetryAfterMs = 30_000;

/**
 * Describes the authority that speaks spec-kitty's join contract over HTTP; nothing is asked until
 * `join`. What did not get through is asked again, four times in all, 1, 2 and 4 seconds apart or
 * as `Retry-After` says; a refusal is final. Nothing that it throws contains the key, the token or
 * a word of the server's.
 *
 * @param settings - which authority, with which key, and how long one attempt may take
 * @returns the issuer; it holds no connection between two joins
 * @throws ERR_ISSUER_SETTINGS when the URL or the key cannot be used. `join` rejects with
 *   ERR_ISSUER_OFFLINE, ERR_ISSUER_AUTH, ERR_ISSUER_FORBIDDEN, ERR_ISSUER_MISSION_NOT_FOUND,
 *   ERR_ISSUER_INVALID_ROLE, ERR_ISSUER_PROTOCOL, or the signal's reason
 * @example
 * const client = { version: '1.0.0', platform: process.platform, nodeId };
 * const issuer = httpIssuer({ apiUrl, apiKey, waiting, random: Math.random, client });
 * const grant = await issuer.join({ missionId: 'demo', role: 'developer', principal: 'me@laptop' });
 */
export function httpIssuer(settings: HttpSettings): ParticipantIssuer {
  if (!/^[\x21-\x7e]+$/.test(settings.apiKey)) {
    throw new IssuerSettingsError('key', 'it is empty, or has characters that no header can carry');
  }
  participantsUrl(settings.apiUrl, 'any');
  return { join: (request) => join(settings, request) };
}

async function join(settings: HttpSettings, request: JoinRequest): Promise<Grant> {
  request.signal?.throwIfAborted();
  const question = requestOf(settings, request);
  const connections = openConnections(settings.ca);
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
  settings: HttpSettings,
  question: HttpRequest,
  { request, connections }: { readonly request: JoinRequest; readonly connections: Connections },
): Promise<TimedReply> {
  const { host } = question.url;
  const signal = request.signal ?? new AbortController().signal;
  for (let attempt = 1; ; attempt += 1) {
    const tried = await tryOnce(settings, question, { signal, connections });
    if ('answer' in tried) return tried.answer;
    const { reason, final, retryAfterMs = 0 } = tried;
    if (final || attempt === attempts || retryAfterMs > longestRetryAfterMs) {
      throw new IssuerOfflineError({ host, attempts: attempt, reason });
    }
    const backoffMs = firstBackoffMs * 2 ** (attempt - 1) * (0.75 + settings.random() / 2);
    await settings.waiting.sleep(Math.max(backoffMs, retryAfterMs), signal);
  }
}

type Attempt =
  | { readonly answer: TimedReply }
  | {
      readonly reason: string;
      readonly final: boolean;
      readonly retryAfterMs?: number | undefined;
    };

/** One attempt, ended by its time: an answer, or why there is none. */
async function tryOnce(
  { waiting, timeoutMs = 5000 }: HttpSettings,
  question: HttpRequest,
  { signal, connections }: { readonly signal: AbortSignal; readonly connections: Connections },
): Promise<Attempt> {
  const end = new AbortController();
  const either = AbortSignal.any([signal, end.signal]);
  const timeout = waiting.sleep(timeoutMs, either).then((): Attempt => {
    return { reason: 'timeout', final: false };
  });
  // It loses the race when the attempt ends first, and is then canceled.
  timeout.catch(() => {});
  try {
    const asking = ask(question, connections, { signal: either, nowMs: waiting.now() });
    return await Promise.race([asking.then(attemptOf), timeout]);
  } catch (error) {
    signal.throwIfAborted();
    return failed(error, question.url.host);
  } finally {
    end.abort();
  }
}

/** The statuses that may be others a moment later. */
function attemptOf(answer: TimedReply): Attempt {
  const { status, retryAfterMs } = answer;
  if (status !== 429 && status < 500) return { answer };
  return { reason: `status ${status}`, final: false, retryAfterMs };
}

const unreachable: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/**
 * What a connection's failure means. Only its code is kept: the error itself is dropped, cause
 * and all, since nobody can know what it quotes.
 */
function failed(error: unknown, host: string): Attempt {
  if (error instanceof IssuerProtocolError) throw error;
  const code = codeOf(error);
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    throw new IssuerProtocolError(host, `its certificate is not trusted (${code})`);
  }
  return { reason: code, final: unreachable.has(code) };
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return 'connection failed';
}
