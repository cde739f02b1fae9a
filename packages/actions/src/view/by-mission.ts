import type { ListedSession } from '@missionctl/session-store';

/** Sessions of several missions, those of each together. */
export function byMission(
  listed: readonly ListedSession[],
): ReadonlyMap<string, readonly ListedSession[]> {
  const found = new Map<string, ListedSession[]>();
  for (const each of listed) {
    const { missionId } = each.address;
    const before = found.get(missionId);
    if (before === undefined) found.set(missionId, [each]);
    else before.push(each);
  }
  return found;
}
