import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveForAnybody } from '../resolve/resolve-session.ts';

/** The mission in whose roster lives are looked up: without one, nobody has recorded any. */
export function* missionOf(home: Home, evidence: Evidence): Operation<string | undefined> {
  try {
    return (yield* resolveForAnybody(home, evidence)).missionId;
  } catch {
    // Why there is none, the command itself says.
    return undefined;
  }
}
