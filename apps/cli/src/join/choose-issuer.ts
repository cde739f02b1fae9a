import type { ParticipantIssuer } from '@missionctl/issuer';
import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';
import type { Invocation } from '../invocation.ts';
import { type RemoteFlags, remoteIssuer, remoteUrl, secondsIn } from './remote-issuer.ts';

export interface IssuerFlags extends RemoteFlags {
  readonly participantId?: string;
  readonly runId?: string;
}

/** The authority that is asked for an identity, and how people are told of it. */
export interface ChosenIssuer {
  readonly kind: 'given' | 'http' | 'standalone';
  readonly told: string;
  /** What a dry run says would be done. */
  readonly asking: string;
  readonly issuer: ParticipantIssuer;
}

/** Ids are never minted here: one is given, or an authority is asked. */
export async function chooseIssuer(
  { context, home }: Invocation,
  flags: IssuerFlags,
): Promise<ChosenIssuer> {
  // Loaded late: minting brings a cryptographic source with it, and only joining needs that.
  const { givenIssuer, standaloneIssuer } = await import('@missionctl/issuer');
  const { clock, random } = context;
  const { participantId, runId, timeout } = flags;
  // Refused also where nobody is asked over the network: a wrong word is never passed over.
  if (timeout !== undefined) secondsIn(timeout);
  if (participantId !== undefined) {
    const issuer = givenIssuer({ participantId, missionRunId: runId, clock });
    return {
      kind: 'given',
      told: 'identity as given',
      asking: 'take the identity as given',
      issuer,
    };
  }
  if (runId !== undefined) {
    throw new CliError('USAGE', '--run-id goes with --participant-id', {
      hint: 'name both, or neither',
    });
  }
  const apiUrl = remoteUrl(context, flags);
  if (apiUrl !== undefined) return await remote(context, apiUrl, flags);
  const issuer = standaloneIssuer({ home, clock, random });
  return {
    kind: 'standalone',
    told: 'identity issued by this machine',
    asking: 'ask this machine for an identity',
    issuer,
  };
}

async function remote(context: Context, apiUrl: string, flags: RemoteFlags): Promise<ChosenIssuer> {
  const issuer = await remoteIssuer(context, apiUrl, flags);
  // The issuer has refused what is no URL, and one with a password in it.
  const { host } = new URL(apiUrl);
  const told = `identity issued by ${host}`;
  return { kind: 'http', told, asking: `ask ${host} for an identity`, issuer };
}
