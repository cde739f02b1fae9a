export { missionDirectory, type SessionAddress, sessionPath } from './address.ts';
export { type ChangingProtocols, changingProtocols } from './changing-protocols.ts';
export type { CreatedSession } from './create-session.ts';
export type { ValidatedSession } from './ensure-valid.ts';
export {
  InvalidFieldError,
  NotJoinedError,
  SessionConflictError,
  SessionDamagedError,
  type SessionFault,
  SessionInvalidError,
} from './errors.ts';
export type { ListedSession } from './list-sessions.ts';
export type {
  AbsentSession,
  DamagedSession,
  JoinedSession,
  LoadedSession,
} from './read-session.ts';
export { type ReadingProtocols, readingProtocols } from './reading-protocols.ts';
export type { SavedSession } from './save-session.ts';
export type { SessionChange, SessionPatch } from './session-change.ts';
export { type SessionProtocols, sessionProtocols } from './session-protocols.ts';
export { createSessionStore, type SessionStore } from './session-store.ts';
export type { Check, Clock, StoreSettings } from './store-settings.ts';
export type { UnsafeSession } from './unsafe-session.ts';
export type { UpdatedSession } from './update-session.ts';
export type { WatchedSession } from './watch-sessions.ts';
export type { WatchOptions } from './watch-state.ts';
export type { WrittenSession } from './write-session.ts';
