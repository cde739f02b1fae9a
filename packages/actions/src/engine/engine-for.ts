import { errnoOf } from '@missionctl/atomic-fs';
import { run } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { chosenFor, type EngineOutcome, engineOf } from './chosen-engine.ts';
import type { ChosenEngine } from './engine-source.ts';

/** The engine that a mission is shared through. */
export interface EngineFor {
  /** Undefined for a mission that is not shared, and where that cannot be read. */
  readonly chosen: ChosenEngine | undefined;
  /** What keeps it from being known. */
  readonly warnings: readonly Issue[];
}

const none: EngineFor = { chosen: undefined, warnings: [] };

/** Finds the engine of a mission for what has been done at home already: so whatever is in the way is a warning. */
export async function engineFor(home: Home, missionId: string): Promise<EngineFor> {
  if (home.engine === undefined) return none;
  try {
    return engineIn(await run(engineOf(home, missionId)), missionId);
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) === undefined) throw error;
    return unreadable(error.message);
  }
}

function engineIn(found: EngineOutcome, missionId: string): EngineFor {
  if (found.status === 'damaged') return unreadable(`'${found.path}' is damaged`);
  if (found.status !== 'chosen' && found.status !== 'environment') return none;
  return { chosen: chosenFor(missionId, found.choice), warnings: [] };
}

function unreadable(why: string): EngineFor {
  const message = `it cannot be read how the mission is shared, so other homes see none of this: ${why}`;
  return { ...none, warnings: [{ code: 'NOT_SHARED', severity: 'warning', field: '', message }] };
}
