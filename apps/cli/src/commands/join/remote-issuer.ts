import { readRegularFileSync } from '@missionctl/atomic-fs';
import type { ParticipantIssuer } from '@missionctl/issuer';
import type { ProxySettings } from '@missionctl/issuer/http';
import manifest from '../../../package.json' with { type: 'json' };
import type { Context } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

export interface RemoteFlags {
  readonly apiUrl?: string;
  readonly apiKeyFile?: string;
  readonly caFile?: string;
  readonly timeout?: string;
}

/** The URL of an authority on the network; undefined when none is given. */
export function remoteUrl(context: Context, flags: RemoteFlags): string | undefined {
  const { environment } = context;
  return flags.apiUrl ?? environment('MISSIONCTL_API_URL') ?? environment('SAAS_API_URL');
}

/**
 * The authority at `apiUrl`. Its key never comes from an argument, which other users could read.
 */
export async function remoteIssuer(
  context: Context,
  apiUrl: string,
  flags: RemoteFlags,
): Promise<ParticipantIssuer> {
  const apiKey = readKey(context, flags.apiKeyFile);
  const ca = flags.caFile === undefined ? undefined : readText(flags.caFile, '--ca-file');
  const { httpIssuer } = await import('@missionctl/issuer/http');
  const { platform, host } = context.machine();
  return httpIssuer({
    apiUrl,
    apiKey,
    ca,
    client: { version: manifest.version, platform, nodeId: host },
    random: context.random,
    waiting: { now: context.clock, sleep: context.sleep },
    proxy: proxiesOf(context),
    ...(flags.timeout === undefined ? {} : { timeoutMs: secondsIn(flags.timeout) * 1000 }),
  });
}

/** As curl reads them: the name in lower case first. */
function proxiesOf({ environment }: Context): ProxySettings {
  const variable = (name: string): string | undefined =>
    environment(name.toLowerCase()) ?? environment(name);
  return {
    httpProxy: variable('HTTP_PROXY'),
    httpsProxy: variable('HTTPS_PROXY'),
    noProxy: variable('NO_PROXY'),
  };
}

/**
 * The value of `--timeout`: how long all attempts may take, in seconds.
 *
 * @throws CliError `USAGE`
 */
export function secondsIn(timeout: string): number {
  const seconds = Number(timeout);
  if (seconds > 0 && seconds <= 600) return seconds;
  throw new CliError(
    'USAGE',
    `--timeout must be more than 0 and at most 600 seconds, not '${timeout}'`,
    {
      hint: 'missionctl join --help',
    },
  );
}

function readKey({ environment }: Context, file: string | undefined): string {
  if (file !== undefined) return readKeyFile(file);
  const key = environment('MISSIONCTL_API_KEY') ?? environment('SAAS_API_KEY');
  if (key !== undefined) return key;
  throw new CliError('USAGE', 'no key given for joining over the network', {
    hint: 'export MISSIONCTL_API_KEY, or pass --api-key-file <file of mode 0600>',
  });
}

function readKeyFile(path: string): string {
  const file = readRegularFileSync(path, { maxBytes: 64 * 1024, private: 'check' });
  if (file === undefined) throw missing(path, '--api-key-file');
  if ((file.mode & 0o077) !== 0) {
    throw new CliError('UNSAFE_FILE', `other users can read the key in '${path}'`, {
      hint: `chmod 600 ${quoteForShell(path)}`,
      details: { path },
    });
  }
  return new TextDecoder().decode(file.bytes).trim();
}

function readText(path: string, flag: string): string {
  const file = readRegularFileSync(path, { maxBytes: 1024 * 1024 });
  if (file === undefined) throw missing(path, flag);
  return new TextDecoder().decode(file.bytes);
}

function missing(path: string, flag: string): CliError {
  return new CliError('USAGE', `no file at '${path}', which ${flag} names`, {
    hint: 'missionctl join --help',
  });
}
