import {
  listByVerdictSync,
  type PresentListOutcome,
  type PresentParticipant,
  type SessionFilter,
} from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';

/** The sessions of those who have one of these verdicts. */
export function listByVerdict(
  { home }: Invocation,
  verdicts: readonly PresentParticipant['verdict'][],
  filter: SessionFilter,
): PresentListOutcome {
  return listByVerdictSync(home, verdicts, filter);
}
