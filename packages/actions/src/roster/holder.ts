import type { Claim, ClaimDecision, Driver, SeenClaim, SeenEntry } from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';
import type { Holder } from '../work/work-outcome.ts';
import { drives, type MissionRoster, sessionOf } from './mission-roster.ts';

type HeldDecision = Extract<ClaimDecision, { readonly status: 'held' }>;

/** Who holds a focus, for whoever wanted to drive it. */
export function holderOf(
  look: MissionRoster,
  focus: string,
  { by, reserved }: Pick<HeldDecision, 'by' | 'reserved'>,
): Holder {
  const claim = look.claims.get(focus);
  const isRecorded = reserved || claim?.holder === by.participantId;
  return holderBy(look, by, { focus, reserved, claim: isRecorded ? claim : undefined });
}

/** Who held a claim until now, where it has just gone over to another. */
export function predecessorOf(
  look: MissionRoster,
  { focus, former, term }: Claim,
): Holder | undefined {
  const before = look.claims.get(focus);
  if (former === undefined || before === undefined || before.term === term) return undefined;
  const by = look.drivers.find(({ participantId }) => participantId === former.holder);
  return by === undefined
    ? undefined
    : holderBy(look, by, { focus, reserved: false, claim: before });
}

/** Everybody else who drives what a participant drives, and may be alive. */
export function rivalsOf(
  look: MissionRoster,
  session: Pick<SessionState, 'participantId' | 'focus' | 'driveIntent' | 'role'>,
): readonly Holder[] {
  const { participantId, focus } = session;
  if (focus === null || !drives(session)) return [];
  return look.drivers
    .filter(
      (each) =>
        each.participantId !== participantId &&
        each.verdict !== 'gone' &&
        each.drives &&
        each.focus === focus,
    )
    .map((by) => holderOf(look, focus, { by, reserved: false }));
}

function holderBy(
  { participants, elsewhere, others }: MissionRoster,
  { participantId, verdict }: Driver,
  of: { readonly focus: string; readonly reserved: boolean; readonly claim: Claim | undefined },
): Holder {
  const { focus, reserved, claim } = of;
  const found = participants.find((each) => sessionOf(each)?.participantId === participantId);
  const session = found === undefined ? undefined : sessionOf(found);
  const seen = found === undefined ? elsewhere.get(focus) : undefined;
  const isSeen = seen?.claim.holder === participantId || seen?.claim.reservedFor === participantId;
  return {
    focus,
    participantId,
    alias: found === undefined ? undefined : (found.address.alias ?? null),
    elsewhere: isSeen ? { alias: aliasThere(seen, others, participantId) } : undefined,
    verdict,
    lastActivityAt: session?.lastActivityAt,
    reserved,
    since: claim?.since,
    term: claim?.term,
    place: found?.presence?.place,
    note: claim?.note,
  };
}

/** That of the holder is known from what its home has said last, however long ago. */
function aliasThere(
  { claim, alias }: SeenClaim,
  others: readonly SeenEntry[],
  participantId: string,
): string | undefined {
  if (claim.holder === participantId) return alias;
  return others.find((each) => each.participantId === participantId)?.alias;
}
