import { resolve } from 'node:path';
import {
  errnoOf,
  type RegularFile,
  readRegularFileSync,
  type UnsafeFileError,
} from '@missionctl/atomic-fs';
import type { ParticipantIssuer } from '@missionctl/issuer';
import manifest from '../../../package.json' with { type: 'json' };
import type { Context } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { keyFileHint } from '../../errors/key-file-hint.ts';

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
    ...(flags.timeout === undefined ? {} : { timeoutMs: secondsIn(flags.timeout) * 1000 }),
  });
}

/**
 * The value of `--timeout`: the limit of one attempt, in seconds.
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

function readKey(context: Context, file: string | undefined): string {
  if (file !== undefined) return readKeyFile(context, file);
  const { environment } = context;
  const key = environment('MISSIONCTL_API_KEY') ?? environment('SAAS_API_KEY');
  if (key !== undefined) return key;
  throw new CliError('USAGE', 'no key given for joining over the network', {
    hint: 'export MISSIONCTL_API_KEY, or pass --api-key-file <file of mode 0600>',
  });
}

function readKeyFile(context: Context, path: string): string {
  const file = readPrivate(context, path);
  if (file === undefined) throw missing(path, '--api-key-file');
  if ((file.mode & 0o077) !== 0) {
    const message = `other users can read the key in '${path}'`;
    throw unsafeKey(context, message, { path, uid: file.uid });
  }
  return new TextDecoder().decode(file.bytes).trim();
}

function readPrivate(context: Context, path: string): RegularFile | undefined {
  try {
    return readRegularFileSync(path, { maxBytes: 64 * 1024, private: 'check' });
  } catch (error) {
    if (errnoOf(error) !== 'ERR_UNSAFE_FILE') throw error;
    const { message, uid } = error as UnsafeFileError;
    throw unsafeKey(context, message, { path, uid });
  }
}

function unsafeKey(
  { account, workingDirectory }: Context,
  message: string,
  { path, uid }: { readonly path: string; readonly uid: number },
): CliError {
  const hint = keyFileHint(resolve(workingDirectory(), path), uid, account());
  return new CliError('UNSAFE_FILE', message, { hint, details: { path } });
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
