import * as tls from 'node:tls';
import { errnoOf } from '@missionctl/atomic-fs';
import { Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { IssuerSettingsError } from '../errors.ts';
import { isLoopback } from './http-endpoint.ts';

/** Proxies, as the environment names them. An empty text is the same as none. */
export interface ProxySettings {
  /** Where `httpsProxy` is not given, the proxy for everything. May hold a user and a password. */
  readonly httpProxy?: string | undefined;
  /** The proxy for an https authority. May hold a user and a password. */
  readonly httpsProxy?: string | undefined;
  /** Hosts that are asked directly, separated by commas; `*` for all. */
  readonly noProxy?: string | undefined;
}

/** The proxy could not be connected to. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  /** What the connection failed with. */
  readonly code: string | undefined;

  constructor(code: string | undefined) {
    super('the proxy could not be connected to');
    this.code = code;
  }
}

/**
 * Connections of one join; closed with it, since a command line exits afterwards. What is asked for
 * at this machine never goes to a proxy: the key would leave the machine, and a proxy means another
 * machine by that name.
 *
 * @param url - where the authority is
 * @param settings - `ca`: certificates (PEM) that are trusted beside those that Node trusts; and the
 *   proxies
 * @throws ERR_ISSUER_SETTINGS
 */
export function openConnections(
  url: URL,
  {
    ca,
    proxy = {},
  }: { readonly ca?: string | undefined; readonly proxy?: ProxySettings | undefined },
): Dispatcher {
  const connect = ca === undefined ? {} : { ca: [...trustedCertificates(), ca] };
  if (isLoopback(url)) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    connect,
    requestTls: connect,
    proxyTls: connect,
    clientFactory: proxyClient,
    // Never undefined: it would ask the environment.
    httpProxy: proxyUrl(proxy.httpProxy),
    httpsProxy: proxyUrl(proxy.httpsProxy),
    noProxy: proxy.noProxy ?? '',
  });
}

/** Since Node 22.15 with those of NODE_EXTRA_CA_CERTS among them. */
function trustedCertificates(): readonly string[] {
  return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}

/**
 * A proxy as a URL; one without a scheme, as curl takes it, is http.
 *
 * @throws ERR_ISSUER_SETTINGS, which shows nothing of it
 */
export function proxyUrl(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const href = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(href)) throw new IssuerSettingsError('proxy', 'it is no URL');
  const { protocol, username, password } = new URL(href);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new IssuerSettingsError('proxy', 'only http and https proxies can be used');
  }
  if (!isDecodable(username) || !isDecodable(password)) {
    throw new IssuerSettingsError('proxy', 'its user or password is not percent-encoded');
  }
  return href;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Says of a failed connection that it was the proxy's. */
function proxyClient(origin: URL, options: Pool.Options): Dispatcher {
  const { connect } = options;
  if (typeof connect !== 'function') return new Pool(origin, options);
  const tagged: buildConnector.connector = (to, callback) =>
    connect(to, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(new ProxyFailure(errnoOf(error)), null);
    });
  return new Pool(origin, { ...options, connect: tagged });
}
