import {
  isDriveIntent,
  parseFocus,
  parseMissionId,
  parseParticipantId,
  type SessionState,
  type ValidSession,
} from '@missionctl/session-model';

/** The session in its narrow types, which exists for every state that the rules find no error in. */
export function narrowSession(state: SessionState): ValidSession<string> | undefined {
  const missionId = parseMissionId(state.missionId);
  const participantId = parseParticipantId(state.participantId);
  const focus = parseFocus(state.focus ?? 'none');
  const { driveIntent } = state;
  if (!missionId.ok || !participantId.ok || !focus.ok || !isDriveIntent(driveIntent)) {
    return undefined;
  }
  return {
    ...state,
    missionId: missionId.value,
    participantId: participantId.value,
    driveIntent,
    focus: focus.value,
  };
}
