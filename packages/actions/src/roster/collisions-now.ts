import { type Collision, collisionsOf, type Intention, type Present } from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';
import {
  drives,
  type MissionRoster,
  type PresentParticipant,
  sessionOf,
} from './mission-roster.ts';

/** What one participant of a mission has to know of the others, and of itself. */
export function collisionsNow(
  look: MissionRoster,
  { participantId }: Pick<SessionState, 'participantId'>,
  intention: Intention = {},
): readonly Collision[] {
  const { participants, facts, nowMs } = look;
  const all = participants.flatMap((each) => presentAmong(each));
  const me = all.find((each) => each.participantId === participantId);
  if (me === undefined) return [];
  const others = all.filter((each) => each.participantId !== participantId);
  const here = collisionsOf(me, others, { nowMs, facts }, intention);
  return [...here, ...driversElsewhere(look, me)];
}

/** Those of other homes who hold what a participant drives, by the claims that were seen last. */
function driversElsewhere(
  { drivers, participants }: MissionRoster,
  { focus: about, drives: isDriving }: Present,
): readonly Collision[] {
  if (!isDriving || about === undefined) return [];
  const here = new Set(participants.map((each) => sessionOf(each)?.participantId));
  return drivers
    .filter((each) => each.drives && each.focus === about && each.verdict !== 'gone')
    .filter((each) => !here.has(each.participantId))
    .map(({ participantId }): Collision => {
      return { kind: 'ConcurrentDriver', severity: 'high', with: participantId, about };
    });
}

function presentAmong(participant: PresentParticipant): readonly Present[] {
  const session = sessionOf(participant);
  if (session === undefined) return [];
  const { verdict, presence } = participant;
  const { participantId, focus } = session;
  return [{ participantId, focus: focus ?? undefined, drives: drives(session), verdict, presence }];
}
