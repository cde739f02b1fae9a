import { parseMissionId } from '@missionctl/session-model';

/** The greatest length of a mission id, asked of the one place that knows it. */
export function longestMissionId(): number {
  let length = 1;
  while (parseMissionId('x'.repeat(length + 1)).ok) length += 1;
  return length;
}
