export type { CheckOptions } from './check-options.ts';
export { checkSession, type SessionCheck } from './check-session.ts';
export { canonicalizeParticipantId, checkParticipantId } from './participant-rules.ts';
