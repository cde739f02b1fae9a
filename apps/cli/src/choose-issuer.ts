import type { ParticipantIssuer } from '@missionctl/issuer';
import { CliError } from './cli-error.ts';
import type { Invocation } from './invocation.ts';

export interface IssuerFlags {
  readonly participantId?: string;
  readonly runId?: string;
}

/** The authority that is asked for an identity, and how people are told of it. */
export interface ChosenIssuer {
  readonly kind: 'given' | 'standalone';
  readonly told: string;
  readonly issuer: ParticipantIssuer;
}

/** Ids are never minted here: one is given, or an authority is asked. */
export async function chooseIssuer(
  { context, home }: Invocation,
  { participantId, runId }: IssuerFlags,
): Promise<ChosenIssuer> {
  // Loaded late: minting brings a cryptographic source with it, and only joining needs that.
  const { givenIssuer, standaloneIssuer } = await import('@missionctl/issuer');
  const { clock, random } = context;
  if (participantId !== undefined) {
    const issuer = givenIssuer({ participantId, missionRunId: runId, clock });
    return { kind: 'given', told: 'identity as given', issuer };
  }
  if (runId !== undefined) {
    throw new CliError('USAGE', '--run-id goes with --participant-id', {
      hint: 'name both, or neither',
    });
  }
  refuseRemote(context.environment('MISSIONCTL_API_URL') ?? context.environment('SAAS_API_URL'));
  const issuer = standaloneIssuer({ home, clock, random });
  return { kind: 'standalone', told: 'identity issued by this machine', issuer };
}

/** Where an authority is named, an identity of this machine's own making would be a wrong one. */
function refuseRemote(url: string | undefined): void {
  if (url === undefined) return;
  throw new CliError(
    'UNAVAILABLE',
    'an API URL is set, and joining over the network is not built yet',
    {
      why: 'no identity was issued by this machine in its stead',
      hint: 'pass --participant-id <ULID>, or unset MISSIONCTL_API_URL and SAAS_API_URL',
    },
  );
}
