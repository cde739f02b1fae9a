import { IssuerSettingsError } from '../errors.ts';

/** Whether a URL's host is this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/**
 * Where participants of a mission are asked for. Credentials travel over https only, unless the
 * host is this machine.
 *
 * @throws ERR_ISSUER_SETTINGS; the message shows no part of the URL, which may hold a password
 */
export function participantsUrl(base: string, missionId: string): URL {
  const url = parseUrl(base);
  if (url.username !== '' || url.password !== '') refuse('it has a user or a password in it');
  if (url.search !== '' || url.hash !== '') refuse('it has a query or a fragment');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    refuse('it is not https, and its host is not this machine');
  }
  const path = `api/v1/missions/${encodeURIComponent(missionId)}/participants`;
  return new URL(path, url.href.endsWith('/') ? url.href : `${url.href}/`);
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    return refuse('it is no URL');
  }
}

function refuse(why: string): never {
  throw new IssuerSettingsError('url', why);
}
