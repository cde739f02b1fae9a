import { noticesOf } from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';
import type { FocusNotice } from '../work/work-outcome.ts';
import { type MissionRoster, sessionOf } from './mission-roster.ts';

/** What a participant has to know of every claim of its mission. */
export function noticesAt(
  look: Pick<MissionRoster, 'participants' | 'others' | 'claims' | 'drivers'>,
  { participantId }: Pick<SessionState, 'participantId'>,
): readonly FocusNotice[] {
  const aliases = aliasesIn(look);
  const elsewhere = new Map(look.others.map(({ participantId: id, alias }) => [id, alias]));
  return [...look.claims.values()].flatMap((claim) =>
    noticesOf(claim, participantId, look.drivers).map((notice) => ({
      ...notice,
      focus: claim.focus,
      aliases,
      elsewhere,
    })),
  );
}

/** What a participant has given away, and others have accepted while it drives there. */
export function acceptedAt(
  look: Parameters<typeof noticesAt>[0],
  session: Pick<SessionState, 'participantId'>,
): readonly FocusNotice[] {
  return noticesAt(look, session).filter(({ kind }) => kind === 'accepted');
}

/** The names in this home, by participant id. */
function aliasesIn({
  participants,
}: Pick<MissionRoster, 'participants'>): ReadonlyMap<string, string | null> {
  return new Map(
    participants.flatMap((each) => {
      const session = sessionOf(each);
      return session === undefined ? [] : [[session.participantId, each.address.alias ?? null]];
    }),
  );
}
