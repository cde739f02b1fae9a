import { recordServerSync, showSessionSync } from '@missionctl/actions';
import type { Outcome } from '../output/outcome.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { actorOfCall } from './acting.ts';

/** Records this server for whoever has called it and is in the mission: where nothing is new, nothing is written. */
export function recordCaller(invocation: Invocation, outcome: Outcome): Outcome {
  const { participantId, missionId, warnings = [] } = outcome;
  if (participantId === undefined) return outcome;
  const recorded = recordServerSync(invocation.home, evidenceOf(invocation, missionId));
  return recorded.length === 0 ? outcome : { ...outcome, warnings: [...warnings, ...recorded] };
}

/** The same for whom the environment names, before anybody calls; who that is. What is wrong, the first call says. */
export function recordStarted(
  invocation: Invocation,
): Pick<Outcome, 'missionId' | 'participantId'> {
  const { home } = invocation;
  try {
    const who = actorOfCall(invocation, undefined);
    const evidence = evidenceOf({ ...invocation, who });
    recordServerSync(home, evidence);
    const { address, session } = showSessionSync(home, evidence);
    return { missionId: address.missionId, participantId: session.participantId };
  } catch {
    // It is not known who acts, or in which mission.
    return {};
  }
}
