import { run } from '@missionctl/atomic-fs/operations';
import { rememberEvent } from '@missionctl/roster';
import { changeEngineState } from '@missionctl/roster/operations';
import { timestampFromMs } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import type { ChosenEngine } from './engine-source.ts';

/**
 * Watches what other homes do in a mission, and remembers it: it counts in the next look at the mission. It goes on
 * through outages, as the engine's own watch does; where the engine cannot be watched at all, it ends.
 *
 * @returns an iterator that yields nothing, whenever it is worth another look
 */
export async function* watchElsewhere(
  home: Home,
  chosen: ChosenEngine,
  signal: AbortSignal,
): AsyncGenerator<undefined, void, undefined> {
  const { missionId } = chosen;
  const roster = rosterOf(home, missionId);
  try {
    const engine = await home.engine?.open(chosen);
    if (engine === undefined) return;
    for await (const event of engine.watch(missionId, { signal })) {
      const now = timestampFromMs(home.clock());
      const change = changeEngineState(roster, (state) => rememberEvent(state, event, now));
      await run(change, { signal });
      yield undefined;
    }
  } catch {
    // What the home itself says is watched all the same; whoever asks the engine says what is wrong with it.
  }
}
