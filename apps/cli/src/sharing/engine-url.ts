import { CliError } from '../errors/cli-error.ts';
import { quoteForShell } from '../errors/quote-for-shell.ts';

const scheme = 'git:';

/** What stands behind `git:` in the address of an engine. @throws CliError `USAGE` */
export function gitRemoteOf(url: string): string {
  const remote = url.startsWith(scheme) ? url.slice(scheme.length) : '';
  if (remote !== '') return remote;
  // It may hold a password.
  const given = url.replace(/\/\/[^/@]*@/, '//');
  const named = given === '' || given === scheme ? 'origin' : given;
  throw new CliError('USAGE', `an engine is git:<remote or URL>, not '${given}'`, {
    hint: `missionctl roster use ${quoteForShell(engineUrlOf(named))}`,
    details: { given },
  });
}

/** The address of an engine on a git remote. */
export function engineUrlOf(remote: string): string {
  return `${scheme}${remote}`;
}

/** Whether it is the name of a remote, such as `origin`, and no address of one. */
export function isRemoteName(remote: string): boolean {
  return /^[A-Za-z0-9_][\w.-]*$/.test(remote);
}

/** The same address without the name that a URL of http may hold before the host, which can be a token. */
export function withoutName(remote: string): string {
  return remote.replace(/^(https?:\/\/)[^/@:]*@/i, '$1');
}
