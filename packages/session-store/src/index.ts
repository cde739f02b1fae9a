export type { SessionAddress, SessionPatch } from '@missionctl/session-model';
export type { LockWait, SaveOptions, Wait, Watch, WatchOptions } from '@missionctl/state-file';
export {
  InvalidFieldError,
  NotJoinedError,
  SessionConflictError,
  SessionDamagedError,
  type SessionFault,
  SessionInvalidError,
} from './errors.ts';
export type { ListedSession } from './read/list-sessions.ts';
export type {
  AbsentSession,
  DamagedSession,
  JoinedSession,
  LoadedSession,
} from './read/load-session.ts';
export type { UnsafeSession } from './read/unsafe-session.ts';
export {
  caseVariantOf,
  caseVariantOfSync,
  ensureJoined,
  ensureJoinedSync,
  isJoined,
  isJoinedSync,
  listMission,
  listMissionSync,
  listSessions,
  listSessionsSync,
  loadSession,
  loadSessionSync,
} from './read-functions.ts';
export type { Address } from './session-address.ts';
export {
  type CheckContext,
  type SessionStore,
  type SessionStoreOptions,
  sessionStore,
} from './session-store.ts';
export {
  type WatchedSession,
  watchHome,
  watchMission,
  watchSession,
} from './watch/watch-session.ts';
export type { CreatedSession, WrittenSession } from './write/create-session.ts';
export type { SavedSession } from './write/save-session.ts';
export type { SessionChange } from './write/session-patch.ts';
export type { UpdatedSession } from './write/update-session.ts';
export {
  createSession,
  createSessionSync,
  lowerTimes,
  lowerTimesSync,
  quarantineSession,
  quarantineSessionSync,
  removeSession,
  removeSessionSync,
  saveSession,
  saveSessionSync,
  updateSession,
  updateSessionSync,
} from './write-functions.ts';
