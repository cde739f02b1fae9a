import type { Issue } from '@missionctl/session-model';

/** Why a mission that is joined is not the active one. */
export function notActiveWarnings(missionId: string, warnings: readonly Issue[]): readonly Issue[] {
  return warnings.map((warning) => ({
    ...warning,
    message: `${missionId} is not the active mission: ${warning.message}`,
  }));
}
