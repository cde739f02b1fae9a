import { type Operation, syncEarlierChange } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import {
  type Issue,
  newSessionDocument,
  requireParticipantId,
  type SessionState,
} from '@missionctl/session-model';
import {
  isPresent,
  type LockWait,
  provideDirectory,
  requireObject,
  requireWait,
  withLockedState,
} from '@missionctl/state-file/operations';
import { InvalidFieldError } from '../errors.ts';
import { rejectCaseVariant } from '../read/case-variant.ts';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import type { SessionStore } from '../session-store.ts';
import { birthDialect } from './birth-dialect.ts';
import { clampActivity } from './clamp-activity.ts';
import { unlessPlaceGone } from './unless-place-gone.ts';

/** A session as it was written. */
export interface WrittenSession {
  /** As a reader now finds it: a ULID is in upper case, for instance. */
  readonly session: SessionState;
  /** The version of the new content. */
  readonly version: string;
  /** What to know about the file, its directories and its times. */
  readonly warnings: readonly Issue[];
}

/** What a creation did. */
export type CreatedSession =
  | ({ readonly status: 'created' } & WrittenSession)
  | {
      /** Something is there already, a session or not, and stays as it is. */
      readonly status: 'exists';
    };

/**
 * Writes the first session of an address, durably: with local times where all other readable
 * sessions of the home have them, and else in UTC. Of several creators at once exactly one gets
 * `created`.
 *
 * @param store - of which home
 * @param address - which session
 * @param session - what it is to say
 * @param options - how long to wait for the lock
 * @returns `created`; or `exists` when something is there already, which is left as it is, and
 *   durably there
 * @throws ERR_INVALID_ID (also when the mission exists in another case), ERR_INVALID_FIELD,
 *   ERR_FILE_TOO_LARGE, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * const { status } = yield* createSession(store, 'demo', session);
 */
export function* createSession(
  store: SessionStore,
  address: Address,
  session: SessionState,
  options: LockWait = {},
): Operation<CreatedSession> {
  const parsed = parseAddress(address);
  requireObject('session', session);
  requireOwnMission(parsed, session);
  requireParticipantId(session.participantId);
  const file = sessionFile(store, parsed);
  requireWait(options);
  const before = yield* file.guard('write');
  yield* rejectCaseVariant(store, parsed.missionId);
  const times = { dialect: yield* birthDialect(store), zone: store.zone };
  const clamped = clampActivity(newSessionDocument(session, times), session.joinedAt);
  const creating = function* (): Operation<CreatedSession> {
    yield* provideDirectory(file);
    return yield* withLockedState(
      file,
      { ...options, warnings: before },
      function* ({ write }): Operation<CreatedSession> {
        if (yield* isPresent(file.path)) {
          // Its creator may have been killed before its name was durable.
          yield* syncEarlierChange(file.path);
          return { status: 'exists' };
        }
        const { value, version } = yield* write(clamped.document, { status: 'absent' });
        const warnings = [...before, ...clamped.warnings];
        return { status: 'created', session: value.state, version, warnings };
      },
    );
  };
  return yield* asSessionErrors(parsed, unlessPlaceGone(creating(), creating));
}

/** A session names the mission in whose directory it is. */
export function requireOwnMission(address: SessionAddress, session: SessionState): void {
  if (session.missionId === address.missionId) return;
  throw new InvalidFieldError('missionId', 'must be the mission of the address', [
    address.missionId,
  ]);
}
