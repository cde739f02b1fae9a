/** The same as operations, for programs that compose them and for the simulator. */
export { caseVariantOf } from './read/case-variant.ts';
export { listMission, listSessions } from './read/list-sessions.ts';
export { ensureJoined, isJoined, loadSession } from './read/load-session.ts';
export { sessionFile } from './session-file.ts';
export { createSession } from './write/create-session.ts';
export { lowerTimes } from './write/lower-times.ts';
export { quarantineSession, removeSession } from './write/remove-session.ts';
export { saveSession } from './write/save-session.ts';
export { updateSession } from './write/update-session.ts';
