import { errnoOf } from '@missionctl/atomic-fs';
import { effects, run } from '@missionctl/atomic-fs/operations';
import {
  type EngineEntry,
  type EngineState,
  nothingSeen,
  type RosterEvent,
  rememberEvent,
} from '@missionctl/roster';
import { changeEngineState } from '@missionctl/roster/operations';
import { timestampFromMs } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import type { ChosenEngine } from './engine-source.ts';

/** After which an engine that could not be watched at all is opened again. */
const retryMs = 30_000;

/** What a watch has seen of other homes. */
export interface WatchedElsewhere {
  /** By participant id; those of this home among them. */
  readonly entries: ReadonlyMap<string, EngineEntry>;
  /** What is remembered of them. */
  readonly state: EngineState;
}

/**
 * Watches what other homes do in a mission, and remembers it: it counts in the next look at the mission. It goes on
 * through outages, until the signal is aborted.
 *
 * @returns an iterator that yields who is there, whenever it is worth another look
 */
export async function* watchElsewhere(
  home: Home,
  chosen: ChosenEngine,
  signal: AbortSignal,
): AsyncGenerator<WatchedElsewhere, void, undefined> {
  let state = nothingSeen;
  while (!signal.aborted) {
    try {
      const engine = await home.engine?.open(chosen);
      const entries = new Map<string, EngineEntry>();
      let unsaid: RosterEvent[] = [];
      let isSynced = false;
      for await (const event of engine?.watch(chosen.missionId, { signal }) ?? []) {
        if (event.kind === 'put') entries.set(event.entry.participantId, event.entry);
        if (event.kind === 'removed') entries.delete(event.participantId);
        isSynced ||= event.kind === 'synced';
        unsaid.push(event);
        // What was there before is one look, and is remembered in one.
        if (!isSynced) continue;
        state = await remember(home, chosen.missionId, { state, events: unsaid });
        unsaid = [];
        yield { entries, state };
      }
      await run(effects.pause(retryMs), { signal });
    } catch (error) {
      // What this home does is watched all the same; who asks the engine for something says what is wrong.
      if (signal.aborted || errnoOf(error) === undefined) return;
      await run(effects.pause(retryMs), { signal }).catch(() => {});
    }
  }
}

/** What cannot be remembered now, because of a lock say, the watch itself knows all the same. */
async function remember(
  home: Home,
  missionId: string,
  { state, events }: { readonly state: EngineState; readonly events: readonly RosterEvent[] },
): Promise<EngineState> {
  const now = timestampFromMs(home.clock());
  const after = (before: EngineState): EngineState =>
    events.reduce((found, event) => rememberEvent(found, event, now), before);
  try {
    return await run(changeEngineState(rosterOf(home, missionId), after));
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return after(state);
  }
}
