import { requireParticipantId, requireRunId, timestampFromMs } from '@missionctl/session-model';
import {
  nativeSignal,
  requireFunction,
  requireObject,
  timeBy,
} from '@missionctl/state-file/operations';
import { type ParticipantIssuer, requireAsked } from './participant-issuer.ts';

/** An identity that an authority minted elsewhere: for scripts, and where there is no network. */
export interface PresetIdentity {
  /** The participant id, a ULID in either case. */
  readonly participantId: string;
  /** The id of the mission's run, a ULID; default: empty, as of an authority that names none. */
  readonly missionRunId?: string | undefined;
  /** Milliseconds since the epoch, the time of joining; default: the machine's clock. */
  readonly clock?: (() => number) | undefined;
}

/**
 * Makes an issuer that grants one identity, minted elsewhere, to whoever asks; ids in canonical
 * case, no session token. It asks nobody.
 *
 * @param identity - the ids, and the time of joining
 * @returns the issuer
 * @throws ERR_INVALID_ID when an id is no ULID, before anything is asked; TypeError
 * @example
 * const participantId = '01JNM7QV3T9Z6K2A4B8C5D0EFG';
 * const issuer = presetIssuer({ participantId });
 */
export function presetIssuer(identity: PresetIdentity): ParticipantIssuer {
  const { clock = Date.now, missionRunId: runId } = requireObject('identity', identity);
  requireFunction('clock', clock);
  const participantId = requireParticipantId(identity.participantId);
  const missionRunId = runId === undefined || runId === '' ? '' : requireRunId(runId);
  return {
    async join(request, options = {}) {
      requireAsked(request, options);
      if (options.signal !== undefined) nativeSignal(options.signal).throwIfAborted();
      const joinedAt = timestampFromMs(timeBy(clock));
      const { role } = request;
      return { participantId, missionRunId, role, joinedAt, sessionToken: '', apiUrl: '' };
    },
  };
}
