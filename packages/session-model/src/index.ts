export { type Issue, quoted } from '@missionctl/strict-json';
export { type Alias, parseAlias, requireAlias } from './alias.ts';
export type { Decoded, DocumentCodec, DocumentFault, Undecodable } from './decoded.ts';
export { type DriveIntent, isDriveIntent } from './drive-intent.ts';
export { type IdKind, InvalidIdError } from './errors.ts';
export { type Focus, formatFocus, parseFocus } from './focus.ts';
export type { Parsed } from './issue.ts';
export { caseKey, type MissionId, parseMissionId, requireMissionId } from './mission-id.ts';
export { type ParticipantId, parseParticipantId, requireParticipantId } from './participant-id.ts';
export {
  decodePointer,
  encodePointer,
  newPointerDocument,
  type PointerDocument,
  type PointerState,
  pointerCodec,
} from './pointer-document.ts';
export { type PointerFields, type PointerOnDisk, pointerSchema } from './pointer-schema.ts';
export { quarantineName } from './quarantine-name.ts';
export { type Capabilities, capabilitiesOf, isRole, type Role, roles } from './roles.ts';
export { parseRunId, type RunId, requireRunId } from './run-id.ts';
export { decodeSession, encodeSession, sessionCodec } from './session-codec.ts';
export { newSessionDocument, type SessionDocument, withState } from './session-document.ts';
export { type SessionFields, type SessionOnDisk, sessionSchema } from './session-schema.ts';
export type { SessionState, ValidSession } from './session-state.ts';
export { msOfTimestamp, type Timestamp, timestampFromMs } from './timestamp.ts';
export { formatTimestamp, parseTimestamp, type TimestampDialect } from './timestamp-text.ts';
export type { WrittenTimestamp } from './written-timestamp.ts';
