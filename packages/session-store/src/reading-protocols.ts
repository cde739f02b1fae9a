import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import { missionsDirectory, type SessionAddress, sessionPath } from './address.ts';
import { ensureValidSession, type ValidatedSession } from './ensure-valid.ts';
import { type ListedSession, listSessions } from './list-sessions.ts';
import { type JoinedSession, type LoadedSession, readSession, told } from './read-session.ts';
import { isThere, requireRecord, sessionFileAt } from './session-file.ts';
import { otherSpelling } from './spelling.ts';
import type { Check, StoreSettings } from './store-settings.ts';

/** What a store can tell, and changes nothing for it but a mode that is too wide. */
export interface ReadingProtocols<V extends SessionState> {
  /**
   * What is at an address: a session, nothing, or something that is no session. Creates nothing;
   * tightens a mode that is too wide, and says so in `warnings`.
   *
   * @throws ERR_INVALID_ID, ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY when the home or `missions`
   *   is no directory, or is closed to its owner; ERR_FILE_READ when descriptors or memory ran out,
   *   which tells nothing of the session
   */
  load(address: SessionAddress): Operation<LoadedSession>;

  /** The session. @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, and what `load` throws */
  ensureJoined(address: SessionAddress): Operation<JoinedSession>;

  /**
   * The session, when the injected check finds no error in it; its warnings are added.
   *
   * @throws ERR_SESSION_INVALID with every issue, and what `ensureJoined` throws
   */
  ensureValid(address: SessionAddress): Operation<ValidatedSession<V>>;

  /**
   * Every session of the home, or of one mission, by mission and alias; damaged and unsafe ones
   * among them. An `as/` that is a link or no directory at all is told of where one mission is asked
   * for; of the whole home, only directories are looked into.
   *
   * @throws ERR_FILE_READ when the missions cannot be listed; ERR_UNSAFE_FILE and
   *   ERR_UNUSABLE_DIRECTORY of the home and of `missions`
   */
  list(missionId?: string): Operation<readonly ListedSession[]>;

  /**
   * Whether something is at an address, a session or not.
   *
   * @throws ERR_INVALID_ID, ERR_SESSION_DAMAGED when that cannot be found out
   */
  isJoined(address: SessionAddress): Operation<boolean>;

  /** A mission directory's name that differs from this id by case only. @throws ERR_INVALID_ID */
  otherSpelling(missionId: string): Operation<string | undefined>;
}

/** The half of a store that reads. @throws TypeError when the home is not an absolute path */
export function readingProtocols<V extends SessionState = SessionState>(
  settings: StoreSettings<V>,
): ReadingProtocols<V> {
  const { home } = settings;
  const missions = missionsDirectory(home);
  const at = (address: SessionAddress) => sessionFileAt(settings, address);
  return {
    *load(address) {
      return told(yield* readSession(yield* at(address)));
    },
    *ensureJoined(address) {
      return told(yield* requireRecord(yield* at(address)));
    },
    *ensureValid(address) {
      return yield* ensureValidSession(yield* at(address), settings.check ?? acceptEvery<V>);
    },
    list: (missionId) => listSessions(settings, missionId),
    *isJoined(address) {
      return yield* isThere({ address, path: sessionPath(home, address) });
    },
    otherSpelling: (missionId) => otherSpelling(missions, missionId),
  };
}

/** Without a check there is no narrower type to be had: V is then what it defaults to. */
function acceptEvery<V extends SessionState>(session: SessionState): ReturnType<Check<V>> {
  return { issues: [], session: session as V };
}
