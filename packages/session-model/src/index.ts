export { type Issue, quoted } from '@missionctl/strict-json';
export type { Decoded, DocumentCodec, DocumentFault, Undecodable } from './decoded.ts';
export { type IdKind, InvalidIdError } from './errors.ts';
export {
  aliasesDirectory,
  claimPath,
  claimsDirectory,
  confirmedEnginesPath,
  directoriesTo,
  documentOf,
  engineChoicePath,
  engineStatePath,
  enginesDirectory,
  hooksDirectory,
  issuerDirectory,
  ledgerLockPath,
  ledgerPath,
  lockPathOf,
  machinePath,
  missionDirectory,
  missionsDirectory,
  ownDirectory,
  participantDirectory,
  pinPath,
  pointerLockPath,
  pointerPath,
  presenceDirectory,
  presencePath,
  pythonTempPath,
  quarantineName,
  quarantineTime,
  rosterDirectory,
  rosterLockPath,
  rostersDirectory,
  type SessionAddress,
  sessionLockPath,
  sessionPath,
  shownDirectory,
  shownPath,
} from './home-layout.ts';
export {
  type Alias,
  parseAlias,
  parseNewAlias,
  requireAlias,
  requireNewAlias,
} from './ids/alias.ts';
export {
  caseKey,
  longestMissionId,
  type MissionId,
  parseMissionId,
  requireMissionId,
} from './ids/mission-id.ts';
export {
  type ParticipantId,
  parseParticipantId,
  requireParticipantId,
} from './ids/participant-id.ts';
export { parseRunId, type RunId, requireRunId } from './ids/run-id.ts';
export { timeOfUlid } from './ids/ulid-time.ts';
export type { Parsed } from './issue.ts';
export {
  decodePointer,
  encodePointer,
  newPointerDocument,
  type PointerDocument,
  type PointerState,
  pointerCodec,
} from './pointer/pointer-document.ts';
export { type PointerFields, type PointerOnDisk, pointerSchema } from './pointer/pointer-schema.ts';
export { type DriveIntent, isDriveIntent } from './session/drive-intent.ts';
export { type Focus, formatFocus, parseFocus } from './session/focus.ts';
export { type Capabilities, capabilitiesOf, isRole, type Role, roles } from './session/roles.ts';
export { decodeSession, encodeSession, sessionCodec } from './session/session-codec.ts';
export {
  newSessionDocument,
  type SessionDocument,
  type TimesOfNew,
  withState,
} from './session/session-document.ts';
export type { FieldContent } from './session/session-field.ts';
export {
  mutableSessionFields,
  type ShownField,
  shownSessionFields,
} from './session/session-fields.ts';
export type { FieldCheck, SessionPatch } from './session/session-patch.ts';
export { type SessionFields, type SessionOnDisk, sessionSchema } from './session/session-schema.ts';
export type { SessionState, ValidSession } from './session/session-state.ts';
export { compiledZone } from './time/compiled-zone.ts';
export { isFarAhead } from './time/far-ahead.ts';
export { posixZone } from './time/posix-zone.ts';
export { machineZone, type TimeZone, utcZone } from './time/time-zone.ts';
export { type Timestamp, timestampFromMs, timestampToMs } from './time/timestamp.ts';
export { formatTimestamp, parseTimestamp, type TimestampDialect } from './time/timestamp-text.ts';
export type { WrittenTimestamp } from './time/written-timestamp.ts';
