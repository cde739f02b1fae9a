import { type Operation, wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import type { Claim, VerdictFacts } from '@missionctl/roster';
import { type Issue, timestampToMs } from '@missionctl/session-model';
import type { JoinedSession, ListedSession } from '@missionctl/session-store';
import {
  listMission,
  listSessions,
  requireObject,
  requireText,
} from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import { lookAtRoster, type PresentParticipant } from '../roster/mission-roster.ts';
import { byMission } from '../view/by-mission.ts';

/** Whose sessions are removed: those of aliases that are proven gone, and perhaps others. */
export interface PruneRequest {
  /** Only those of this mission. */
  readonly missionId?: string | undefined;
  /** Only those of this alias. */
  readonly alias?: string | undefined;
  /**
   * Those too of which nothing proves whether they are alive, and which were last active so many
   * milliseconds ago; default: none of these.
   */
  readonly unknownForMs?: number | undefined;
}

/** An alias whose session is to be removed. */
export interface Prunable extends PresentParticipant {
  /** Its session, which could be read. */
  readonly loaded: JoinedSession;
}

/** What is to be removed: what a person is asked about. Nothing was changed. */
export interface PrunePlan {
  /** What this outcome is. */
  readonly status: 'planned';
  /** By mission and alias. */
  readonly participants: readonly Prunable[];
  /** What the removal goes by; nobody else needs it. */
  readonly grounds: ReadonlyMap<string, PruneGrounds>;
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/** What was found in a mission. */
export interface PruneGrounds {
  /** By focus. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** What was known of processes. */
  readonly facts: VerdictFacts;
}

/**
 * Decides whose sessions would be removed. Never the owner's, and never one that cannot be read: whether
 * its participant is alive is not known then.
 *
 * @param home - in which home
 * @param request - which of them; default: every alias that is proven gone
 * @returns who would be removed
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the mission
 * @example
 * const { participants } = yield* planPrune(home, { unknownForMs: 30 * 86_400_000 });
 */
export function* planPrune(home: Home, request: PruneRequest = {}): Operation<PrunePlan> {
  requireHome(home);
  requireRequest(request);
  const { missionId } = request;
  const { store } = home;
  const listed =
    missionId === undefined ? yield* listSessions(store) : yield* listMission(store, missionId);
  const participants: Prunable[] = [];
  const grounds = new Map<string, PruneGrounds>();
  const warnings: Issue[] = [];
  for (const [id, there] of byMission(listed)) {
    if (!there.some((each) => isAsked(each, request))) continue;
    const look = yield* lookAtRoster(home, id, { listed: there });
    const { claims, facts, nowMs } = look;
    const isOld = isOlderThan(nowMs, request.unknownForMs);
    participants.push(
      ...look.participants
        .filter((each) => isAsked(each, request))
        .filter(isReadable)
        .filter((each) => each.verdict === 'gone' || (each.verdict === 'unknown' && isOld(each))),
    );
    grounds.set(id, { claims, facts });
    warnings.push(...look.warnings);
  }
  return { status: 'planned', participants, grounds, warnings };
}

/** @throws TypeError */
function requireRequest(request: PruneRequest): void {
  const { missionId, alias, unknownForMs } = requireObject('request', request);
  if (missionId !== undefined) requireText('missionId', missionId);
  if (alias !== undefined) requireText('alias', alias);
  if (unknownForMs === undefined) return;
  const expected = 'a number of milliseconds, at least 0';
  if (typeof unknownForMs !== 'number') throw wrongType('unknownForMs', expected, unknownForMs);
  if (!(unknownForMs >= 0)) throw wrongValue('unknownForMs', expected);
}

function isAsked({ address }: ListedSession, { alias }: PruneRequest): boolean {
  return address.alias !== undefined && (alias === undefined || address.alias === alias);
}

function isReadable(participant: PresentParticipant): participant is Prunable {
  return participant.loaded.status === 'joined';
}

function isOlderThan(nowMs: number, ageMs: number | undefined): (of: Prunable) => boolean {
  return ({ loaded }) =>
    ageMs !== undefined && nowMs - timestampToMs(loaded.session.lastActivityAt) >= ageMs;
}
