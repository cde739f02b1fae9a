import { requireParticipantId, requireRunId, timestampFromMs } from '@missionctl/session-model';
import type { ParticipantIssuer } from './participant-issuer.ts';

/** An identity that an authority minted elsewhere: for scripts, and where there is no network. */
export interface PresetIdentity {
  readonly participantId: string;
  readonly missionRunId?: string | undefined;
  /** Milliseconds since the epoch; the time of joining. */
  readonly clock: () => number;
}

/**
 * Hands out the identity that it was given, in canonical case.
 *
 * @throws ERR_INVALID_ID when an id is no ULID, before anything is asked
 */
export function presetIssuer(identity: PresetIdentity): ParticipantIssuer {
  const participantId = requireParticipantId(identity.participantId);
  const missionRunId = identity.missionRunId ? requireRunId(identity.missionRunId) : '';
  return {
    join: async ({ role }) => ({
      participantId,
      missionRunId,
      role,
      joinedAt: timestampFromMs(identity.clock()),
      sessionToken: '',
      apiUrl: '',
    }),
  };
}
