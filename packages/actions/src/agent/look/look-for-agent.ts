import type { Operation } from '@missionctl/atomic-fs/operations';
import { effectiveHolder, type Presence } from '@missionctl/roster';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { Home } from '../../home.ts';
import { holderOf } from '../../roster/holder.ts';
import {
  lookAtRoster,
  type MissionRoster,
  type PresentParticipant,
  sessionOf,
} from '../../roster/mission-roster.ts';
import type { Holder } from '../../work/work-outcome.ts';
import type { FoundAgent } from '../find-agent.ts';
import type { AgentLook } from '../outcomes.ts';

/** A look at a mission by one of its agents. */
export interface Looked {
  readonly look: MissionRoster;
  /** Its own session; undefined where that was removed meanwhile. */
  readonly mine: PresentParticipant | undefined;
  /** Its own session first. */
  readonly participants: readonly PresentParticipant[];
}

/**
 * Looks at the mission of an agent.
 *
 * @param focuses - the claims of which focuses are read; default: every one
 */
export function* lookForAgent(
  home: Home,
  { address }: Pick<FoundAgent, 'address'>,
  focuses?: readonly string[],
): Operation<Looked> {
  const look = yield* lookAtRoster(home, address.missionId, { focuses });
  const mine = look.participants.find(
    (each) => each.address.alias === address.alias && each.aliases !== true,
  );
  return lookedBy(look, mine);
}

/** The same as if the agent had recorded this: what it is about to do counts, recorded or not. */
export function asIfRecorded(seen: Looked, presence: Presence): Looked {
  const { look, mine } = seen;
  if (mine === undefined) return seen;
  const changed = { ...mine, presence };
  const participants = look.participants.map((each) => (each === mine ? changed : each));
  return lookedBy({ ...look, participants }, changed);
}

function lookedBy(look: MissionRoster, mine: PresentParticipant | undefined): Looked {
  const others = look.participants.filter((each) => each !== mine);
  return { look, mine, participants: mine === undefined ? others : [mine, ...others] };
}

/** Who else drives the focus of an agent, by a claim and not gone. */
export function otherHolder(
  look: MissionRoster,
  { focus, participantId }: Pick<SessionState, 'focus' | 'participantId'>,
): Holder | undefined {
  if (focus === null) return undefined;
  const by = effectiveHolder(look.claims.get(focus), look.drivers);
  if (by === undefined || by.participantId === participantId || by.verdict === 'gone') {
    return undefined;
  }
  return holderOf(look, focus, { by, reserved: false });
}

/** What a look says to the agent. */
export function agentLook(
  { address, resolvedFrom, loaded }: FoundAgent,
  { look, mine, participants }: Looked,
  rest: Pick<AgentLook, 'collisions' | 'holder'> & { readonly warnings?: readonly Issue[] },
): AgentLook {
  const { collisions, holder, warnings = [] } = rest;
  return {
    status: 'looked',
    address,
    resolvedFrom,
    // As it was read last: another process of the agent may have changed it since.
    session: (mine === undefined ? undefined : sessionOf(mine)) ?? loaded.session,
    collisions,
    holder,
    participants,
    warnings: [...loaded.warnings, ...warnings, ...look.warnings],
  };
}
