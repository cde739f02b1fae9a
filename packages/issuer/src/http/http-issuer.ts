import { nativeSignal } from '@missionctl/state-file/operations';
import { IssuerOfflineError } from '../errors.ts';
import {
  type Grant,
  type JoinRequest,
  type JoinWait,
  type ParticipantIssuer,
  requireAsked,
} from '../participant-issuer.ts';
import { type Attempt, attemptOf, failureOf } from './attempt-failure.ts';
import { openConnections } from './connections.ts';
import { type GrantContext, grantOf } from './grant-answer.ts';
import { ask, type HttpRequest, type TimedReply } from './http-client.ts';
import { participantsUrl } from './http-endpoint.ts';
import {
  type CheckedSettings,
  checkedSettings,
  type HttpSettings,
  requireTime,
} from './http-settings.ts';

const attempts = 4;
const attemptMs = 5000;
const firstBackoffMs = 1000;

/**
 * Describes the authority that speaks spec-kitty's join contract over HTTP; nothing is asked until
 * `join`. What did not get through is asked again, four times in all, 1, 2 and 4 seconds apart or
 * as `Retry-After` says, if the pause ends within the time; a refusal is final. Nothing that it throws
 * contains the key, the token, a proxy's password or a word of the server's.
 *
 * @param settings - which authority, with which key, and how long a join may take
 * @returns the issuer; it holds no connection between two joins
 * @throws ERR_ISSUER_SETTINGS when the URL, the key, `ca` or a proxy cannot be used; TypeError for a setting
 *   of another type; RangeError when the time is not more than 0. `join` rejects with ERR_ISSUER_OFFLINE, ERR_ISSUER_AUTH, ERR_ISSUER_FORBIDDEN,
 *   ERR_ISSUER_MISSION_NOT_FOUND, ERR_ISSUER_INVALID_ROLE, ERR_ISSUER_PROTOCOL, or the signal's reason
 * @example
 * const client = { version: '1.0.0', platform: process.platform, nodeId };
 * const issuer = httpIssuer({ apiUrl, apiKey, client });
 * const grant = await issuer.join({ missionId: 'demo', role: 'developer', principal: 'me@laptop' });
 */
export function httpIssuer(settings: HttpSettings): ParticipantIssuer {
  const checked = checkedSettings(settings);
  return {
    async join(request, options = {}) {
      requireAsked(request, options);
      const timeoutMs = requireTime(options.timeoutMs ?? checked.timeoutMs);
      const { signal: given = new AbortController().signal, onPause } = options;
      const signal = nativeSignal(given);
      return await join({ ...checked, timeoutMs }, request, { signal, onPause });
    },
  };
}

/** What ends a join early, and who hears of its pauses. */
interface Asking extends Pick<JoinWait, 'onPause'> {
  readonly signal: AbortSignal;
}

async function join(
  settings: CheckedSettings,
  request: JoinRequest,
  options: Asking,
): Promise<Grant> {
  options.signal.throwIfAborted();
  const question = requestOf(settings, request);
  const connections = openConnections(question.url, settings);
  try {
    const answer = await askUntilAnswered(settings, question, { options, connections });
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
  settings: CheckedSettings,
  question: HttpRequest,
  { options, connections }: { readonly options: Asking; readonly connections: Connections },
): Promise<TimedReply> {
  const { host } = question.url;
  const { waiting, random, timeoutMs } = settings;
  const { signal, onPause } = options;
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
    onPause?.({ host, reason, ms });
    // A timer may reject with an error of its own: that of Node has the reason as its cause.
    await waiting.sleep(ms, signal).finally(() => signal.throwIfAborted());
  }
}

/** One attempt, ended by its time: an answer, or why there is none. */
async function tryOnce(
  { waiting }: CheckedSettings,
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
