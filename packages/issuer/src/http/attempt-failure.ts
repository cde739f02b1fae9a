import { errnoOf } from '@missionctl/atomic-fs';
import { IssuerProtocolError } from '../errors.ts';
import { ProxyFailure } from './connections.ts';
import type { TimedReply } from './http-client.ts';

/** One attempt: an answer, or why there is none that can be used. */
export type Attempt = { readonly answer: TimedReply } | FailedAttempt;

/** An attempt that may go better a moment later, unless it is `final`. */
export interface FailedAttempt {
  readonly reason: string;
  /** Whether the authority answered at all. */
  readonly reached: boolean;
  readonly final: boolean;
  readonly retryAfterMs?: number | undefined;
}

/** The answers that may be others a moment later: some statuses, and those that did not come whole. */
export function attemptOf(answer: TimedReply): Attempt {
  const { status, retryAfterMs } = answer;
  if (status === 429 || status >= 500) {
    return { reason: `status ${status}`, reached: true, final: false, retryAfterMs };
  }
  if (answer.body !== undefined) return { answer };
  return { reason: `status ${status}, incomplete`, reached: true, final: false };
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
 *
 * @throws ERR_ISSUER_PROTOCOL when another attempt would end the same way
 */
export function failureOf(error: unknown, host: string): FailedAttempt {
  if (error instanceof IssuerProtocolError) throw error;
  const code = errnoOf(error) ?? 'connection failed';
  const whose = error instanceof ProxyFailure ? "the proxy's" : 'its';
  const reason = unusable(error, code);
  if (reason !== undefined) throw new IssuerProtocolError(host, reason);
  if (/^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    throw new IssuerProtocolError(host, `${whose} certificate is not trusted (${code})`);
  }
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code)) {
    throw new IssuerProtocolError(host, `${whose} side does not speak TLS (${code})`);
  }
  const status = proxyStatus(error);
  if (status !== undefined) return refusedByProxy(host, status);
  const by = error instanceof ProxyFailure ? 'proxy: ' : '';
  return { reason: `${by}${code}`, reached: false, final: unreachable.has(code) };
}

/** What came back and is no answer. undici fails an assertion when a protocol is switched to. */
function unusable(error: unknown, code: string): string | undefined {
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'its headers are over 16 KiB';
  const isParser = error instanceof Error && error.name === 'HTTPParserError';
  return isParser || code === 'ERR_ASSERTION' ? 'it is not HTTP' : undefined;
}

/** undici has it in the message only. */
function proxyStatus(error: unknown): number | undefined {
  const match = /^Proxy response \((\d{3})\)/.exec(error instanceof Error ? error.message : '');
  return match === null ? undefined : Number(match[1]);
}

function refusedByProxy(host: string, status: number): FailedAttempt {
  const reason = `status ${status} of the proxy`;
  if (status === 429 || status >= 500) return { reason, reached: false, final: false };
  throw new IssuerProtocolError(host, `the proxy refuses to connect to it (status ${status})`);
}
