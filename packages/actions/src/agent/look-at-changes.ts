import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Collision, Shown } from '@missionctl/roster';
import { readShown } from '@missionctl/roster/operations';
import { capabilitiesOf, type Issue } from '@missionctl/session-model';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { collisionsNow } from '../roster/collisions-now.ts';
import { drives, type MissionRoster, rosterOf, sessionOf } from '../roster/mission-roster.ts';
import { noticesAt } from '../roster/notices.ts';
import type { FocusNotice, Holder } from '../work/work-outcome.ts';
import { type FoundAgent, findAgent } from './find-agent.ts';
import { agentLook, lookForAgent, otherHolder } from './look-for-agent.ts';
import type { Changes, MissionChange, NothingDone } from './outcomes.ts';
import { notRemembered } from './remember-shown.ts';

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

const nothingShown: Shown = { others: [], facts: [] };

/** What cannot be read is shown once more. */
function* shownBefore(
  home: Home,
  { address, loaded }: FoundAgent,
): Operation<{ readonly shown: Shown; readonly warnings: readonly Issue[] }> {
  try {
    const roster = rosterOf(home, address.missionId);
    const shown = yield* readShown(roster, loaded.session.participantId);
    return { shown: shown ?? nothingShown, warnings: [] };
  } catch (error) {
    return { shown: nothingShown, warnings: [notRemembered(error)] };
  }
}

/** What an agent is to know of its mission, and how that is remembered. */
interface Knowable {
  readonly shown: Shown;
  /** By the text that stands for it. */
  readonly facts: ReadonlyMap<string, MissionChange>;
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
  const facts = new Map<string, MissionChange>();
  for (const notice of noticesAt(look, { participantId: me })) {
    for (const key of keysOf(notice)) facts.set(key, { kind: 'notice', notice });
  }
  const holder = holderBefore(look, me);
  if (holder !== undefined) {
    const { focus, participantId, term } = holder;
    facts.set(keyOfParts(['driven', focus, participantId, term]), { kind: 'driven', holder });
  }
  for (const collision of collisionsNow(look, { participantId: me })) {
    facts.set(keyOf(collision), { kind: 'collision', collision });
  }
  return { shown: { others, facts: [...facts.keys()] }, facts };
}

/** Who drives what somebody works on that may drive, and does not; who was given the claim waits for nobody. */
function holderBefore(look: MissionRoster, me: string): Holder | undefined {
  const session = look.participants.map(sessionOf).find((each) => each?.participantId === me);
  if (session === undefined || drives(session) || !capabilitiesOf(session.role).drive) {
    return undefined;
  }
  const isGiven = look.claims.get(session.focus ?? '')?.reservedFor === me;
  return isGiven ? undefined : otherHolder(look, session);
}

function newsIn(before: Shown, { shown, facts }: Knowable): readonly MissionChange[] {
  const known = new Set(before.facts);
  const wasThere = new Set(before.others.map(({ participantId }) => participantId));
  const isThere = new Set(shown.others.map(({ participantId }) => participantId));
  const joined = shown.others.filter(({ participantId }) => !wasThere.has(participantId));
  const gone = before.others.filter(({ participantId }) => !isThere.has(participantId));
  const news = [...facts].filter(([key]) => !known.has(key)).map(([, change]) => change);
  const named = (kind: 'joined' | 'gone', of: Shown['others']): readonly MissionChange[] =>
    of.map(({ participantId, alias = null }) => ({ kind, participantId, alias }));
  return [...named('joined', joined), ...named('gone', gone), ...new Set(news)];
}

/** Of a request of several each is a fact of its own. */
function keysOf(notice: FocusNotice): readonly string[] {
  const { kind, focus } = notice;
  if (kind === 'asked') {
    return notice.wishes.map(({ by, at }) => keyOfParts([kind, focus, by, at]));
  }
  if (kind === 'offered') return [keyOfParts([kind, focus, notice.by, notice.note])];
  return [keyOfParts([kind, focus, notice.by, notice.former.term])];
}

function keyOf({ kind, with: other, about, severity }: Collision): string {
  return keyOfParts([kind, other, about, severity]);
}

function keyOfParts(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
