import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import type { Home } from '../../home.ts';
import { drives } from '../../roster/mission-roster.ts';
import type { WorkOutcome } from '../work-outcome.ts';
import { releaseFormer } from './release-claim.ts';

/** Releases what a participant drove before it drove what it drives now; nothing where that is the same. */
export function* releaseBefore(
  home: Home,
  { address, session, former }: Pick<WorkOutcome, 'address' | 'session' | 'former'>,
  { timeoutMs }: LockWait,
): Operation<readonly Issue[]> {
  const { focus } = former;
  if (!drives(former) || focus === session.focus) return [];
  return yield* releaseFormer(home, address, { focus, session, wait: { timeoutMs } });
}
