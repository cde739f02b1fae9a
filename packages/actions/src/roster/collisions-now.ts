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
  { participants, facts, nowMs }: MissionRoster,
  { participantId }: Pick<SessionState, 'participantId'>,
  intention: Intention = {},
): readonly Collision[] {
  const all = participants.flatMap((each) => presentAmong(each));
  const me = all.find((each) => each.participantId === participantId);
  const others = all.filter((each) => each.participantId !== participantId);
  return me === undefined ? [] : collisionsOf(me, others, { nowMs, facts }, intention);
}

function presentAmong(participant: PresentParticipant): readonly Present[] {
  const session = sessionOf(participant);
  if (session === undefined) return [];
  const { verdict, presence } = participant;
  const { participantId, focus } = session;
  return [{ participantId, focus: focus ?? undefined, drives: drives(session), verdict, presence }];
}
