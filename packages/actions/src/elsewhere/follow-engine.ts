import { errnoOf } from '@missionctl/atomic-fs';
import { effects, run } from '@missionctl/atomic-fs/operations';
import { engineChoicePath } from '@missionctl/session-model';
import { engineFor } from '../engine/engine-for.ts';
import type { Home } from '../home.ts';
import type { WatchedElsewhere } from './watch-elsewhere.ts';

/** What other homes do, through the engine that is chosen for the mission now. */
export interface Following {
  readonly watch: AsyncGenerator<WatchedElsewhere, void, undefined>;
  /** What the file of the choice was when it began. */
  readonly choice: string;
  readonly end: AbortController;
}

/** Begins to watch what other homes do. */
export async function followEngine(
  home: Home,
  missionId: string,
  signal: AbortSignal,
): Promise<Following> {
  const end = new AbortController();
  const choice = await choiceNow(home, missionId);
  const watch = await watchOf(home, missionId, AbortSignal.any([signal, end.signal]));
  return { watch, choice, end };
}

/** Another text once another engine is chosen, or none; which it is is read then. */
export async function choiceNow({ path, engine }: Home, missionId: string): Promise<string> {
  if (engine === undefined) return '';
  try {
    const facts = await run(effects.lstat(engineChoicePath(path, missionId)));
    return facts === undefined ? '' : `${facts.device} ${facts.inode} ${facts.modifiedMs}`;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return '';
  }
}

/** What other homes do; nothing in a mission that is not shared. */
async function watchOf(
  home: Home,
  missionId: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<WatchedElsewhere, void, undefined>> {
  const { chosen } = await engineFor(home, missionId);
  if (chosen === undefined) return nothing();
  const { watchElsewhere } = await import('./watch-elsewhere.ts');
  return watchElsewhere(home, chosen, signal);
}

async function* nothing(): AsyncGenerator<WatchedElsewhere, void, undefined> {}
