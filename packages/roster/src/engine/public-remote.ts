const networks: ReadonlySet<string> = new Set(['http:', 'https:', 'ssh:', 'git:', 'git+ssh:']);

/**
 * The URL of a remote as others may see it: without the name and the password, which may be a token, and
 * without what follows a question mark or a hash.
 *
 * @param remote - as git is configured: a URL, `user@host:path`, or a path
 * @returns the URL; undefined for a path, and for what is none of these
 * @example
 * publicRemote('https://me:secret@example.com/a.git'); // https://example.com/a.git
 */
export function publicRemote(remote: string | undefined): string | undefined {
  if (remote === undefined) return undefined;
  if (remote.includes('://')) return withoutSecrets(remote);
  // As git reads it: a colon before the first slash. One letter is a drive, and an @ behind the colon may
  // be the end of a password.
  const [, host = '', path = ''] =
    /^(?:[^@/\\:]+@)?([A-Za-z0-9][A-Za-z0-9.-]+):(?![\\:])([^?#@\s]+)$/.exec(remote) ?? [];
  return host === '' ? undefined : `${host}:${path}`;
}

function withoutSecrets(remote: string): string | undefined {
  if (!URL.canParse(remote)) return undefined;
  const { protocol, host, pathname } = new URL(remote);
  return networks.has(protocol) && host !== '' ? `${protocol}//${host}${pathname}` : undefined;
}
