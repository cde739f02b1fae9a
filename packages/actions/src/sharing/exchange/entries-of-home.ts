import {
  engineEntryOf,
  type Projection,
  recentTouchMs,
  remoteOf,
  type Touch,
} from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';
import { claimOfMine } from '../../roster/claim-of-mine.ts';
import {
  type MissionRoster,
  type PresentParticipant,
  sessionOf,
} from '../../roster/mission-roster.ts';

/** The participants of a home whose sessions can be read, by participant id. */
export type EntriesOfHome = ReadonlyMap<
  string,
  PresentParticipant & { readonly session: SessionState }
>;

/** Those of a look. */
export function entriesOf({ participants }: MissionRoster): EntriesOfHome {
  return new Map(
    participants.flatMap((each) => {
      const session = sessionOf(each);
      return session === undefined ? [] : [[session.participantId, { ...each, session }] as const];
    }),
  );
}

/** What leaves the home of one of them. */
export function entryOf(
  look: MissionRoster,
  { session, address, presence, verdict }: PresentParticipant & { readonly session: SessionState },
  by: Pick<Projection, 'machine' | 'touching'>,
): ReturnType<typeof engineEntryOf> {
  const claim = claimOfMine(look, session);
  // By this home's own clock, which others do not compare with theirs.
  const isRecent = ({ at }: Touch): boolean => look.nowMs - Date.parse(at) < recentTouchMs;
  const lately = presence && { ...presence, touching: presence.touching.filter(isRecent) };
  const participant = { session, alias: address.alias, presence: lately, verdict, claim };
  const repository = presence?.place?.repository;
  const remote = repository === undefined ? undefined : remoteOf(repository);
  return engineEntryOf(participant, { ...by, remote });
}
