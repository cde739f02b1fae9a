/** The same as operations, for programs that compose them and for the simulator. */

/** What checks a caller's arguments and carries out its waiting: for the layer above. */
export {
  absolutePath,
  endable,
  optionalFlag,
  optionalFunction,
  requireFunction,
  requireObject,
  requireText,
  requireWait,
  runWaiting,
} from '@missionctl/state-file/operations';
export { caseVariantOf } from './read/case-variant.ts';
export { listMission, listSessions } from './read/list-sessions.ts';
export { ensureJoined, isJoined, loadSession } from './read/load-session.ts';
export { sessionFile } from './session-file.ts';
export { createSession } from './write/create-session.ts';
export { lowerTimes } from './write/lower-times.ts';
export { removePlace } from './write/remove-place.ts';
export { quarantineSession, removeSession, removeSessionIf } from './write/remove-session.ts';
export { saveSession } from './write/save-session.ts';
export { updateSession } from './write/update-session.ts';
