import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireParticipantId, type SessionState, withState } from '@missionctl/session-model';
import {
  isPresent,
  requireObject,
  requireText,
  requireWait,
  type SaveOptions,
  withLockedState,
} from '@missionctl/state-file/operations';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import type { SessionStore } from '../session-store.ts';
import { clampActivity } from './clamp-activity.ts';
import { requireOwnMission, type WrittenSession } from './create-session.ts';

/** What a save did. */
export type SavedSession =
  | ({ readonly status: 'saved' } & WrittenSession)
  | {
      /** Another writer was first; nothing was written. */
      readonly status: 'conflict';
      /** What is there now; undefined when nothing is. */
      readonly version: string | undefined;
    };

/**
 * Writes a whole session if the file still has the expected version: compare-and-swap. The file
 * keeps its dialect and its unknown members.
 *
 * @param store - of which home
 * @param address - which session
 * @param session - what it is to say
 * @param options - `expecting`: the version that was read; and how long to wait for the lock
 * @returns `saved`, or `conflict` with the version that is there; nothing was written then
 * @throws what `updateSession` throws (ERR_SESSION_DAMAGED, ERR_ATOMIC_WRITE and the others), but
 *   ERR_NOT_JOINED: that is a conflict
 * @example
 * const { session, version } = yield* ensureJoined(store, 'demo');
 * yield* saveSession(store, 'demo', { ...session, role: 'reviewer' }, { expecting: version });
 */
export function* saveSession(
  store: SessionStore,
  address: Address,
  session: SessionState,
  options: SaveOptions,
): Operation<SavedSession> {
  const parsed = parseAddress(address);
  requireObject('session', session);
  requireOwnMission(parsed, session);
  requireParticipantId(session.participantId);
  const file = sessionFile(store, parsed);
  requireWait(options);
  const { expecting } = options;
  // The caller may alter its own while the lock is waited for.
  const given = { ...session };
  requireText('expecting', expecting);
  const before = yield* file.guard('write');
  if (!(yield* asSessionErrors(parsed, isPresent(file.path)))) {
    return { status: 'conflict', version: undefined };
  }
  const saving = withLockedState(
    file,
    { ...options, warnings: before },
    function* ({ require, write }): Operation<SavedSession> {
      const found = yield* require();
      if (found.status === 'absent') return { status: 'conflict', version: undefined };
      if (found.version !== expecting) {
        return { status: 'conflict', version: found.version };
      }
      const wanted = withState(found.value, given);
      const clamped = clampActivity(wanted, found.value.state.lastActivityAt);
      const { value, version } = yield* write(clamped.document, found);
      const warnings = [...found.warnings, ...clamped.warnings];
      return { status: 'saved', session: value.state, version, warnings };
    },
  );
  return yield* asSessionErrors(parsed, saving);
}
