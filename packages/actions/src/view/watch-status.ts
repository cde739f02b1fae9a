import type { MissionSource } from '@missionctl/active-pointer';
import { run } from '@missionctl/atomic-fs/operations';
import { type WatchOptions, watchMission } from '@missionctl/session-store';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { type StatusOutcome, statusAt } from './status.ts';

/**
 * Watches the selected mission: yields its status now, then at each change. The mission stays the one
 * that was selected at first; `resolvedFrom` is undefined once nothing selects it any more.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - the signal that ends it
 * @returns an iterator; `break` ends the watch, and nothing is held from then on
 * @throws from `next()`: what `status` rejects with, and the signal's reason
 * @example
 * for await (const { participants } of watchStatus(home, evidence, { signal })) show(participants);
 */
export async function* watchStatus(
  home: Home,
  evidence: Evidence,
  options: WatchOptions = {},
): AsyncGenerator<StatusOutcome, void, undefined> {
  const { address } = await run(resolveSession(home, evidence));
  for await (const _ of watchMission(home.readOnlyStore, address.missionId, options)) {
    const source = await sourceNow(home, evidence, address.missionId);
    yield await run(statusAt(home, address, source));
  }
}

/** What selects the mission now; undefined when nothing does, or that cannot be found out. */
async function sourceNow(
  home: Home,
  evidence: Evidence,
  missionId: string,
): Promise<MissionSource | undefined> {
  try {
    const resolved = await run(resolveSession(home, evidence));
    return resolved.missionId === missionId ? resolved.resolvedFrom : undefined;
  } catch {
    return undefined;
  }
}
