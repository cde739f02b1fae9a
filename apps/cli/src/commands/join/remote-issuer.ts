import type { ParticipantIssuer } from '@missionctl/issuer';
import type { ProxySettings } from '@missionctl/issuer/http';
import manifest from '../../../package.json' with { type: 'json' };
import type { Context } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';

export interface RemoteFlags {
  readonly apiUrl?: string;
  readonly apiKeyFile?: string;
  readonly caFile?: string;
  readonly timeout?: string;
}

/**
 * The authority at `apiUrl`. Its key never comes from an argument, which other users could read.
 */
export async function remoteIssuer(
  context: Context,
  apiUrl: string,
  flags: RemoteFlags,
): Promise<ParticipantIssuer> {
  const apiKey = await readKey(context, flags.apiKeyFile);
  const { caFile } = flags;
  const ca = caFile === undefined ? undefined : await readCertificates(context, caFile);
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

async function readKey(context: Context, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    const { readKeyFile } = await import('./key-file.ts');
    return readKeyFile(await context.namedFiles(), file);
  }
  const key = context.environment('MISSIONCTL_API_KEY') ?? context.environment('SAAS_API_KEY');
  if (key !== undefined) return key;
  throw new CliError('USAGE', 'no key given for joining over the network', {
    hint: 'export MISSIONCTL_API_KEY, or pass --api-key-file <file of mode 0600>',
  });
}

async function readCertificates(context: Context, path: string): Promise<string> {
  const { readNamedFile } = await import('./named-file.ts');
  const request = { flag: '--ca-file', path, maxBytes: 1024 * 1024 } as const;
  return new TextDecoder().decode(readNamedFile(await context.namedFiles(), request).bytes);
}
