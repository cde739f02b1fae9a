import { outOfRange, wrongType } from '@missionctl/atomic-fs/operations';
import {
  randomBy,
  requireFunction,
  requireObject,
  requireText,
} from '@missionctl/state-file/operations';
import { IssuerSettingsError } from '../errors.ts';
import { type ProxySettings, proxyUrl } from './connections.ts';
import { isLoopback, participantsUrl } from './http-endpoint.ts';
import { machineTimer, type Timer } from './timer.ts';

/** Which authority is asked, with which key, and how. */
export interface HttpSettings {
  /** Where the authority is. https, unless the host is this machine. */
  readonly apiUrl: string;
  /** The bearer key. It goes into one request header and nowhere else. */
  readonly apiKey: string;
  /** What time it is, and how to wait; default: the machine's clock and timers. */
  readonly waiting?: Timer | undefined;
  /** At least 0 and less than 1: the jitter of the backoff; default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** How the asking program names itself to the authority. */
  readonly client: {
    readonly version: string;
    readonly platform: string;
    readonly nodeId: string;
  };
  /**
   * How long all attempts and the pauses between them may take, in milliseconds, unless a join says
   * otherwise; default 60,000. One attempt gets 5000 of them at most.
   */
  readonly timeoutMs?: number | undefined;
  /** Certificates (PEM) of private authorities, beside those that Node trusts. */
  readonly ca?: string | undefined;
  /** Proxies, as the environment names them; default: none. An authority of this machine needs none. */
  readonly proxy?: ProxySettings | undefined;
}

/** Settings that can be, with nothing left open. */
export interface CheckedSettings extends HttpSettings {
  readonly waiting: Timer;
  readonly random: () => number;
  readonly timeoutMs: number;
}

const defaultTimeoutMs = 60_000;

/** The settings, checked. @throws ERR_ISSUER_SETTINGS, TypeError, RangeError; shows none of them */
export function checkedSettings(settings: HttpSettings): CheckedSettings {
  const { apiUrl, apiKey, ca, proxy, client } = requireObject('settings', settings);
  const { waiting = machineTimer, random = Math.random, timeoutMs = defaultTimeoutMs } = settings;
  requireFunction('now of waiting', requireObject('waiting', waiting).now);
  requireFunction('sleep of waiting', waiting.sleep);
  requireFunction('random', random);
  requireText('apiUrl', apiUrl);
  requireText('apiKey', apiKey);
  requireClient(requireObject('client', client));
  if (proxy !== undefined) requireTexts(requireObject('proxy', proxy));
  requireTime(timeoutMs);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new IssuerSettingsError('key', 'it is empty, or has characters that no header can carry');
  }
  if (ca !== undefined) requireCertificates(ca);
  if (!isLoopback(participantsUrl(apiUrl, 'any'))) {
    proxyUrl(proxy?.httpProxy);
    proxyUrl(proxy?.httpsProxy);
  }
  return { ...settings, waiting, random: randomBy(random), timeoutMs };
}

/** Checks how long a join may take. @throws TypeError, RangeError */
export function requireTime(timeoutMs: number): number {
  const expected = 'a number of milliseconds, more than 0';
  if (typeof timeoutMs !== 'number') throw wrongType('timeoutMs', expected, timeoutMs);
  if (timeoutMs > 0) return timeoutMs;
  throw outOfRange('timeoutMs', expected, timeoutMs);
}

function requireClient({ version, platform, nodeId }: HttpSettings['client']): void {
  requireText('version of client', version);
  requireText('platform of client', platform);
  requireText('nodeId of client', nodeId);
}

function requireTexts(settings: object): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined) requireText(name, value);
  }
}

/** Node passes over what is none, and then trusts as if nothing had been given. */
function requireCertificates(ca: string): void {
  requireText('ca', ca);
  if (/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/.test(ca)) return;
  throw new IssuerSettingsError('ca', 'it has no certificate in PEM form');
}
