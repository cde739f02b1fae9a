import { isAbsolute } from 'node:path';
import { publicRemote } from '@missionctl/roster';
import { GitRemoteError } from '../errors.ts';

/** A remote, taken apart so that nothing secret of it gets into an argument list. */
export interface RemoteUrl {
  /** What git is given. */
  readonly url: string;
  /** The name that a URL of http holds before the host, which may be a token; undefined for none. */
  readonly username: string | undefined;
  /** What errors show. */
  readonly shown: string;
}

/** The protocols that git may use, whatever it is redirected to. */
export const protocols: readonly string[] = ['file', 'git', 'http', 'https', 'ssh'];

/** Takes a remote apart. @throws ERR_GIT_REMOTE */
export function remoteUrl(remote: string): RemoteUrl {
  const isUrl = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/|:)/.test(remote);
  if (!isUrl && isAbsolute(remote)) return { url: remote, username: undefined, shown: remote };
  const shown = publicRemote(remote);
  // As git reads it: host:path, whose host cannot be an option of ssh.
  if (!isUrl && shown !== undefined && !remote.includes('\0'))
    return { url: remote, username: undefined, shown };
  if (!isUrl) throw new GitRemoteError('relative');
  return ofUrl(remote, shown);
}

function ofUrl(remote: string, shown: string | undefined): RemoteUrl {
  const url = URL.canParse(remote) ? new URL(remote) : undefined;
  const protocol = url?.protocol.slice(0, -1).replace(/^git\+ssh$|^ssh\+git$/, 'ssh');
  if (url === undefined || !protocols.includes(protocol ?? ''))
    throw new GitRemoteError('protocol');
  if (url.password !== '') throw new GitRemoteError('credentials');
  if (protocol === 'file') return { url: remote, username: undefined, shown: remote };
  if (url.host === '' || url.hostname.startsWith('-')) throw new GitRemoteError('relative');
  if (protocol === 'ssh' || url.username === '')
    return { url: remote, username: undefined, shown: shown ?? url.host };
  const username = decodeURIComponent(url.username);
  url.username = '';
  return { url: url.href, username, shown: shown ?? url.host };
}

/**
 * The address at which somebody without a name and a key would read a remote: of one behind ssh, the same host
 * and path over https, as the usual hosts have it. Undefined where there is none.
 */
export function anonymousUrl(url: string): string | undefined {
  if (/^https?:/.test(url)) return url;
  const shown = /^(?:file:|\/)/.test(url) ? undefined : publicRemote(url);
  if (shown === undefined) return undefined;
  const [, host = '', path = ''] =
    /^(?:ssh|git\+ssh):\/\/([^/:]+)(?::\d+)?\/(.*)$/.exec(shown) ??
    /^([^/:]{2,}):\/*(.*)$/.exec(shown) ??
    [];
  return host === '' || host.startsWith('-') ? undefined : `https://${host}/${path}`;
}

/** Whether git uses ssh for an address. */
export function isSshRemote(url: string): boolean {
  return /^(?:git\+|ssh)/.test(url) || !/^(?:[a-z][a-z+]*:\/\/|\/|[A-Za-z]:[\\/])/i.test(url);
}
