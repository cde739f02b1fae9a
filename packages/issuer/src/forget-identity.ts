import type { Operation } from '@missionctl/atomic-fs/operations';
import { type ParticipantId, requireAlias, requireMissionId } from '@missionctl/session-model';
import {
  isPresent,
  type LockWait,
  requireObject,
  requireWait,
  withLockedState,
} from '@missionctl/state-file/operations';
import { asIssuerErrors, ledgerFile } from './issue-identity.ts';
import type { Ledger } from './ledger.ts';

/** Which identity is to be forgotten. */
export interface ForgetRequest {
  /** The absolute path of the home that keeps the ledger, or a file URL. */
  readonly home: string | URL;
  /** The mission. */
  readonly missionId: string;
  /** The participant's name in this home; undefined for the home's owner. */
  readonly alias?: string | undefined;
  /** The id that was issued; another one by now is not forgotten. */
  readonly participantId: string;
  /**
   * Whether nobody uses the identity; asked while the ledger is locked, so that nobody is given it meanwhile.
   * Who was given it before and has not used it yet asks again, and is given another.
   */
  readonly isUnused: () => Operation<boolean>;
}

/**
 * Forgets an identity that was never used for anything: the next who asks under that name is given another,
 * which sorts after it. What was forgotten is durable, and is never issued again.
 *
 * @param request - which identity, and whether it is unused
 * @param options - how long to wait for the ledger's lock
 * @returns false when it is used; true when it is not in the ledger any more
 * @throws ERR_INVALID_ID, ERR_ISSUER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST; and what
 *   `isUnused` throws
 * @example
 * const isUnused = function* () {
 *   return !(yield* isJoined(store, { missionId: 'demo', alias: 'bot' }));
 * };
 * yield* forgetIdentity({ home, missionId: 'demo', alias: 'bot', participantId, isUnused });
 */
export function* forgetIdentity(
  request: ForgetRequest,
  options: LockWait = {},
): Operation<boolean> {
  requireWait(options);
  const { home, participantId, isUnused } = requireObject('request', request);
  const missionId = requireMissionId(request.missionId);
  const alias = request.alias === undefined ? '' : requireAlias(request.alias);
  const file = ledgerFile(home, missionId);
  const warnings = yield* file.guard('write');
  if (!(yield* isPresent(file.path))) return true;
  const forgetting = withLockedState(
    file,
    { ...options, warnings },
    function* ({ require, write }) {
      const found = yield* require();
      const ledger = found.value;
      const entry = ledger?.participants.get(alias);
      if (ledger === undefined || entry?.participantId !== participantId) return true;
      if (!(yield* isUnused())) return false;
      yield* write(withoutParticipant(ledger, alias, entry.participantId), found);
      return true;
    },
  );
  return yield* asIssuerErrors(forgetting);
}

function withoutParticipant(ledger: Ledger, alias: string, id: ParticipantId): Ledger {
  const { forgotten = id, participants } = ledger;
  return {
    ...ledger,
    participants: new Map([...participants].filter(([each]) => each !== alias)),
    forgotten: forgotten > id ? forgotten : id,
  };
}
