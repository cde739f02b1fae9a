import { listSync, share } from '@missionctl/actions';
import type { Issue } from '@missionctl/session-model';
import type { Invocation } from '../../session/invocation.ts';

/** Everybody of this home in the mission becomes visible to the others at once. */
export async function shareEverybody(
  { home, context }: Invocation,
  missionId: string,
): Promise<readonly Issue[]> {
  const { sessions } = listSync(home, { missionId });
  const ids = sessions.flatMap(({ loaded }) =>
    loaded.status === 'joined' ? [loaded.session.participantId] : [],
  );
  return await context.interruptible(async (signal) => {
    for (const participantId of ids) {
      const warnings = await share(home, missionId, { participantId, signal });
      if (warnings.length > 0) return warnings;
    }
    return [];
  });
}
