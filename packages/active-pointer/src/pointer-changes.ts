import { type MissionId, type PointerDocument, timestampFromMs } from '@missionctl/session-model';

/** The document after a switch to another mission, or to none. */
export function switched(
  document: PointerDocument,
  to: MissionId | undefined,
  nowMs: number,
): PointerDocument {
  const { activeMissionId: former, previousMissionId: earlier } = document.state;
  const state = {
    activeMissionId: to ?? null,
    lastSwitchedAt: timestampFromMs(nowMs),
    // Going back to the one that was cleared leaves nothing to go back to.
    previousMissionId: former ?? (earlier === to ? null : earlier),
  };
  return { ...document, state };
}

/** The document with a mission taken out of it, wherever it stands. */
export function without(
  document: PointerDocument,
  missionId: MissionId,
  nowMs: number,
): PointerDocument {
  const { activeMissionId: active, previousMissionId: previous } = document.state;
  const state = {
    activeMissionId: active === missionId ? null : active,
    lastSwitchedAt: active === missionId ? timestampFromMs(nowMs) : document.state.lastSwitchedAt,
    previousMissionId: previous === missionId ? null : previous,
  };
  return { ...document, state };
}
