import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Claim, claimKey, type HomeRoster, releaseNobody } from '@missionctl/roster';
import { forgetShown, readRoster, removePresence, withClaims } from '@missionctl/roster/operations';
import { claimPath, presencePath } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { ensureJoined, listMission } from '@missionctl/session-store/operations';
import { seenElsewhere } from '../../elsewhere/claims-elsewhere.ts';
import type { Home } from '../../home.ts';
import type { Check, FixResult, Problem } from '../check.ts';
import { uncheckedRoster } from '../unchecked-roster.ts';

/**
 * Presence and claims of participants who have no session: neither has any effect. Looked for before
 * damaged sessions are moved aside, since one of those may be theirs.
 */
export const checkNobody: Check = function* ({ home, files: { rosters } }) {
  const found: Problem[] = [];
  for (const { missionId } of rosters) {
    const roster = uncheckedRoster(home, missionId);
    const isThere = yield* presentIn(home, missionId);
    const { presences, claims } = yield* readRoster(roster);
    for (const participantId of presences.keys()) {
      if (!isThere(participantId)) found.push(presenceOfNobody(home, roster, participantId));
    }
    const isSeen = yield* seenElsewhere(home, roster);
    const isAnywhere = (id: string): boolean => isThere(id) || isSeen(id);
    for (const claim of claims.values()) {
      if (releaseNobody(claim, isAnywhere) !== claim)
        found.push(claimOfNobody(home, roster, claim));
    }
  }
  return found;
};

type IsThere = (participantId: string) => boolean;

/** Whether somebody has a session in a mission; anybody may, while one of them cannot be read. */
function* presentIn(home: Home, missionId: string): Operation<IsThere> {
  const participants = new Set<string>();
  for (const { loaded } of yield* listMission(home.readOnlyStore, missionId)) {
    if (loaded.status !== 'joined') return () => true;
    participants.add(loaded.session.participantId);
  }
  return (participantId) => participants.has(participantId);
}

/** The same for a repair, which fails for a session that can no longer be read. */
function* surelyPresentIn(home: Home, missionId: string): Operation<IsThere> {
  const participants = new Set<string>();
  for (const { address, aliases } of yield* listMission(home.readOnlyStore, missionId)) {
    if (aliases === true) return () => true;
    const { session } = yield* ensureJoined(home.readOnlyStore, address);
    participants.add(session.participantId);
  }
  return (participantId) => participants.has(participantId);
}

function presenceOfNobody(home: Home, roster: HomeRoster, participantId: string): Problem {
  const { missionId } = roster;
  return {
    code: 'PRESENCE_OF_NOBODY',
    path: presencePath(home.path, missionId, participantId),
    facts: { missionId, participantId },
    remedy: {
      fix: 'remove-presence',
      *apply(wait) {
        if ((yield* surelyPresentIn(home, missionId))(participantId)) return { done: 'left-alone' };
        yield* forgetShown(roster, participantId, wait);
        yield* removePresence(roster, participantId, wait);
        return { done: 'remove-presence', participantId };
      },
    },
  };
}

function claimOfNobody(
  home: Home,
  roster: HomeRoster,
  { focus, term, reservedFor }: Claim,
): Problem {
  const { missionId } = roster;
  const whose = reservedFor === undefined ? 'holder' : 'receiver';
  return {
    code: 'CLAIM_OF_NOBODY',
    path: claimPath(home.path, missionId, claimKey(focus)),
    facts: { missionId, focus, term, whose },
    remedy: { fix: 'release-claim', apply: (wait) => release(home, roster, { focus, wait }) },
  };
}

/** Decided again under the roster's lock: they may have joined, or another may hold it. */
function* release(
  home: Home,
  roster: HomeRoster,
  { focus, wait }: { readonly focus: string; readonly wait: LockWait },
): Operation<FixResult> {
  return yield* withClaims(roster, focus, wait, function* (claimOf): Operation<FixResult> {
    const isJoined = yield* surelyPresentIn(home, roster.missionId);
    const isSeen = yield* seenElsewhere(home, roster);
    const isThere = (id: string): boolean => isJoined(id) || isSeen(id);
    const { require, write } = claimOf(focus);
    const found = yield* require();
    if (found.value === undefined) return { done: 'left-alone' };
    const released = releaseNobody(found.value, isThere);
    if (released === found.value) return { done: 'left-alone' };
    yield* write(released, found);
    return { done: 'release-claim', focus, term: released.term };
  });
}
