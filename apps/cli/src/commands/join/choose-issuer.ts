import { localIssuer, type ParticipantIssuer, presetIssuer } from '@missionctl/issuer';
import type { Context } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import { type RemoteFlags, remoteIssuer, secondsIn } from './remote-issuer.ts';
import { remoteUrl } from './remote-url.ts';

export interface IssuerFlags extends RemoteFlags {
  readonly participantId?: string;
  readonly runId?: string;
}

/** The authority to ask for an identity, and how to name it to people. */
export interface ChosenIssuer {
  readonly kind: 'given' | 'http' | 'standalone';
  /** What the note of a join says about the identity. */
  readonly label: string;
  /** What a dry run says it would do. */
  readonly asking: string;
  readonly issuer: ParticipantIssuer;
}

/** Ids are never made here: one is given, or an authority is asked. */
export async function chooseIssuer(
  { context, home }: Invocation,
  flags: IssuerFlags,
): Promise<ChosenIssuer> {
  const { clock, random } = context;
  const { participantId, runId, timeout } = flags;
  // Checked even when no network is used: a wrong value is never ignored.
  if (timeout !== undefined) secondsIn(timeout);
  if (participantId !== undefined) {
    const issuer = presetIssuer({ participantId, missionRunId: runId, clock });
    return {
      kind: 'given',
      label: 'identity as given',
      asking: 'take the identity as given',
      issuer,
    };
  }
  if (runId !== undefined) {
    throw new CliError('USAGE', '--run-id goes with --participant-id', {
      hint: 'give both, or neither',
    });
  }
  const apiUrl = remoteUrl(context, flags);
  if (apiUrl !== undefined) return await remote(context, apiUrl, flags);
  const issuer = localIssuer({ home: home.path, clock, random });
  return {
    kind: 'standalone',
    label: 'identity issued by this machine',
    asking: 'ask this machine for an identity',
    issuer,
  };
}

async function remote(context: Context, apiUrl: string, flags: RemoteFlags): Promise<ChosenIssuer> {
  const issuer = await remoteIssuer(context, apiUrl, flags);
  // The issuer has already refused an invalid URL, and one with a password.
  const { host } = new URL(apiUrl);
  const label = `identity issued by ${host}`;
  return { kind: 'http', label, asking: `ask ${host} for an identity`, issuer };
}
