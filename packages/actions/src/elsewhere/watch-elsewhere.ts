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
import { engineFor } from '../engine/engine-for.ts';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';

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
 * through outages, until the signal is aborted, or another engine counts.
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
        const isFirst = event.kind === 'synced';
        isSynced ||= isFirst;
        unsaid.push(event);
        // What was there before is one look, and is remembered in one.
        if (!isSynced) continue;
        if (!(await isStill(home, chosen))) return;
        const there = isFirst ? entries : undefined;
        state = await remember(home, chosen.missionId, { state, events: unsaid, there });
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

/** What an engine says that was forgotten is not what another one says. */
async function isStill(home: Home, { missionId, url, namespace }: ChosenEngine): Promise<boolean> {
  const { chosen } = await engineFor(home, missionId);
  return chosen?.url === url && chosen.namespace === namespace;
}

/** What is to be remembered. */
interface Remembering {
  readonly state: EngineState;
  readonly events: readonly RosterEvent[];
  /** All who are there, of a whole look: who is not has left. */
  readonly there: ReadonlyMap<string, EngineEntry> | undefined;
}

/** What cannot be remembered now, because of a lock say, the watch itself knows all the same. */
async function remember(
  home: Home,
  missionId: string,
  { state, events, there }: Remembering,
): Promise<EngineState> {
  const now = timestampFromMs(home.clock());
  const after = (before: EngineState): EngineState => {
    const found = events.reduce((known, event) => rememberEvent(known, event, now), before);
    if (there === undefined) return found;
    return { ...found, entries: found.entries.filter((each) => there.has(each.participantId)) };
  };
  try {
    return await run(changeEngineState(rosterOf(home, missionId), after));
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return after(state);
  }
}
