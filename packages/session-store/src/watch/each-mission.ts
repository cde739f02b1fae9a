import { sep } from 'node:path';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { missionsDirectory, parseMissionId } from '@missionctl/session-model';
import type { Changed } from '@missionctl/state-file/operations';

/** How what is known of each mission is found. */
export interface EachMission<T> {
  /** For all missions of the home, by mission id. */
  readonly all: () => Operation<ReadonlyMap<string, readonly T[]>>;
  /** For one mission. */
  readonly one: (missionId: string) => Operation<readonly T[]>;
}

/**
 * Keeps what is known of each mission, so that after a change only the missions are looked at again
 * in which something happened: a home may have thousands, and a burst of changes would be followed
 * by a walk through all of them.
 */
export function eachMission<T>(
  home: string,
  { all, one }: EachMission<T>,
): (changed: Changed) => Operation<readonly T[]> {
  let known = new Map<string, readonly T[]>();
  return function* (changed) {
    const missionIds = missionsAmong(missionsDirectory(home), changed);
    if (missionIds === undefined) known = new Map(yield* all());
    else for (const id of missionIds) known.set(id, yield* one(id));
    return [...known.keys()].toSorted().flatMap((id) => known.get(id) ?? []);
  };
}

/** The missions that the changes belong to; undefined when one belongs to more than a mission. */
function missionsAmong(missions: string, changed: Changed): ReadonlySet<string> | undefined {
  if (changed === 'everything') return undefined;
  const ids = new Set<string>();
  for (const path of changed) {
    if (!path.startsWith(`${missions}${sep}`)) return undefined;
    const [id = ''] = path.slice(missions.length + 1).split(sep);
    if (parseMissionId(id).ok) ids.add(id);
  }
  return ids;
}
