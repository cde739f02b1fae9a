import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { engineChoicePath } from '@missionctl/session-model';
import type { Home } from '../home.ts';

/**
 * Says by the name of a file alone whether a mission may be shared with other homes: before what reads the file
 * is loaded.
 */
export function* mayBeShared(
  { path, engine }: Pick<Home, 'path' | 'engine'>,
  missionId: string,
): Operation<boolean> {
  if (engine === undefined) return false;
  return engine.url !== undefined || (yield* isThere(engineChoicePath(path, missionId)));
}

/** Whether something has that name, or it cannot be known. */
export function* isThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    // Why it cannot be looked at, whoever reads it says.
    return true;
  }
}
