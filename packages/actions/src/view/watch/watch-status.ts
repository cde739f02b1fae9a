import { run } from '@missionctl/atomic-fs/operations';
import type { Watch, WatchOptions } from '@missionctl/session-store';
import { endable } from '@missionctl/session-store/operations';
import { withElsewhere } from '../../elsewhere/with-elsewhere.ts';
import type { Evidence, FullEvidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { requireCall } from '../../require-call.ts';
import { resolveForLook } from '../../resolve/resolve-session.ts';
import type { StatusOutcome } from '../status.ts';
import { statusNow } from './status-now.ts';
import { watchForStatus } from './watch-mission.ts';

/**
 * Watches the selected mission: yields its status now, then at each change of a session, of the roster, of who is
 * alive, and of what other homes do. The mission stays the one that was selected at first; `resolvedFrom` is
 * undefined once nothing selects it any more. Who watches a mission that is shared lives as long as the watch: their
 * entry is published again every five minutes.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - the signal that ends it
 * @returns an iterator; `break` ends the watch, and nothing is held from then on
 * @throws from `next()`: what `status` rejects with, and the signal's reason
 * @example
 * for await (const { participants } of watchStatus(home, evidence, { signal })) show(participants);
 */
export function watchStatus(
  home: Home,
  evidence: Evidence,
  options: WatchOptions = {},
): Watch<StatusOutcome> {
  const given = requireCall(home, evidence);
  return endable((signal) => statusesOf(home, given, signal), options);
}

async function* statusesOf(
  home: Home,
  evidence: FullEvidence,
  signal: AbortSignal,
): AsyncGenerator<StatusOutcome, void, undefined> {
  signal.throwIfAborted();
  const looked = await run(resolveForLook(home, evidence));
  const watching = { signal, renews: evidence };
  for await (const { elsewhere } of watchForStatus(home, looked.missionId, watching)) {
    yield withElsewhere(await run(statusNow(home, evidence, looked)), elsewhere);
  }
}
