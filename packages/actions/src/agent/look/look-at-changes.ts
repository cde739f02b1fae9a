import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Shown } from '@missionctl/roster';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { collisionsNow } from '../../roster/collisions-now.ts';
import { type MissionRoster, sessionOf } from '../../roster/mission-roster.ts';
import { noticesAt } from '../../roster/notices.ts';
import { findAgent } from '../find-agent.ts';
import type { Changes, MissionChange, NothingDone } from '../outcomes.ts';
import { type Facts, factsOf, holderBefore, unshown } from './facts.ts';
import { agentLook, lookForAgent } from './look-for-agent.ts';
import { shownBefore } from './remember-shown.ts';

/**
 * Compares what there is to know in the mission of an agent with what it was shown last. Nothing is written:
 * print it, and remember it then.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @returns what is new, and what to remember once it was printed
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const found = yield* changesSince(home, evidence);
 */
export function* changesSince(home: Home, evidence: Evidence): Operation<Changes | NothingDone> {
  const agent = yield* findAgent(home, evidence);
  if (agent.status !== 'found') return agent;
  const { address, loaded } = agent;
  const { participantId } = loaded.session;
  const before = yield* shownBefore(home, agent);
  const seen = yield* lookForAgent(home, agent);
  const now = knowableTo(seen.look, participantId);
  const { session, resolvedFrom, participants, warnings } = agentLook(agent, seen, {
    collisions: [],
    holder: undefined,
    warnings: before.warnings,
  });
  const changes = newsIn(before.shown, now);
  const { shown } = now;
  return {
    status: 'compared',
    address,
    resolvedFrom,
    session,
    changes,
    participants,
    shown,
    warnings,
  };
}

/** What an agent is to know of its mission, and how that is remembered. */
interface Knowable {
  readonly shown: Shown;
  readonly facts: Facts;
}

/** What an agent is to know of its mission by a look. */
export function shownBy(look: MissionRoster, participantId: string): Shown {
  return knowableTo(look, participantId).shown;
}

function knowableTo(look: MissionRoster, me: string): Knowable {
  const others = look.participants.flatMap((each) => {
    const session = sessionOf(each);
    if (session === undefined || session.participantId === me || each.verdict === 'gone') return [];
    return [{ participantId: session.participantId, alias: each.address.alias }];
  });
  const facts = factsOf({
    notices: noticesAt(look, { participantId: me }),
    holder: holderBefore(look, me),
    collisions: collisionsNow(look, { participantId: me }),
  });
  return { shown: { others, facts: [...facts.keys()] }, facts };
}

function newsIn(before: Shown, { shown, facts }: Knowable): readonly MissionChange[] {
  const wasThere = new Set(before.others.map(({ participantId }) => participantId));
  const isThere = new Set(shown.others.map(({ participantId }) => participantId));
  const joined = shown.others.filter(({ participantId }) => !wasThere.has(participantId));
  const gone = before.others.filter(({ participantId }) => !isThere.has(participantId));
  const named = (kind: 'joined' | 'gone', of: Shown['others']): readonly MissionChange[] =>
    of.map(({ participantId, alias = null }) => ({ kind, participantId, alias }));
  const news = unshown(facts, before).values();
  return [...named('joined', joined), ...named('gone', gone), ...new Set(news)];
}
