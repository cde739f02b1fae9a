import { errnoOf } from '@missionctl/atomic-fs';
import { effects, run } from '@missionctl/atomic-fs/operations';
import { type RosterEvent, rememberEvent } from '@missionctl/roster';
import { changeEngineState } from '@missionctl/roster/operations';
import { timestampFromMs } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import type { ChosenEngine } from './engine-source.ts';

/** After which an engine that could not be watched at all is opened again. */
const retryMs = 30_000;

/**
 * Watches what other homes do in a mission, and remembers it: it counts in the next look at the mission. It goes on
 * through outages, until the signal is aborted.
 *
 * @returns an iterator that yields nothing, whenever it is worth another look
 */
export async function* watchElsewhere(
  home: Home,
  chosen: ChosenEngine,
  signal: AbortSignal,
): AsyncGenerator<undefined, void, undefined> {
  while (!signal.aborted) {
    try {
      const engine = await home.engine?.open(chosen);
      for await (const event of engine?.watch(chosen.missionId, { signal }) ?? []) {
        await remember(home, chosen.missionId, event);
        yield undefined;
      }
      await run(effects.pause(retryMs), { signal });
    } catch (error) {
      // What this home does is watched all the same; who asks the engine for something says what is wrong.
      if (signal.aborted || errnoOf(error) === undefined) return;
      await run(effects.pause(retryMs), { signal }).catch(() => {});
    }
  }
}

/** What cannot be remembered now, because of a lock say, is seen with the next event or look. */
async function remember(home: Home, missionId: string, event: RosterEvent): Promise<void> {
  const now = timestampFromMs(home.clock());
  try {
    await run(
      changeEngineState(rosterOf(home, missionId), (state) => rememberEvent(state, event, now)),
    );
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}
