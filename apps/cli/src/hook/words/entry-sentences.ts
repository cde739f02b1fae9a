import type { Entered, ParticipantElsewhere, PresentParticipant } from '@missionctl/actions';
import { capabilitiesOf } from '@missionctl/session-model';
import { shownWord } from '../../roster/words/shown-word.ts';
import { collisionSentences, drivenSentence } from './collision-sentences.ts';
import type { Sentence } from './context-text.ts';
import { noticeSentences } from './notice-sentences.ts';
import { listOf, personOf, sessionOf } from './people.ts';
import type { Voice } from './voice.ts';

/** What an agent has to know when its session begins: who it is, what stands in its way, who else is there. */
export function entrySentences(entered: Entered, voice: Voice): readonly Sentence[] {
  const { address, session, look } = entered;
  const mission = shownWord('mission', address.missionId);
  const me = `in mission ${mission} you are ${address.alias} (${session.role}); commands of missionctl take --as ${address.alias}.`;
  const isOfMe = ({ kind }: { readonly kind: string }): boolean => kind === 'OpenTwice';
  return [
    { text: me },
    ...collisionSentences(look.collisions.filter(isOfMe), voice),
    ...drivenSentences(entered, voice),
    ...collisionSentences(
      look.collisions.filter((each) => !isOfMe(each)),
      voice,
    ),
    ...othersSentences(look, session.participantId, voice),
    ...look.notices.flatMap((notice) => noticeSentences(notice, voice)),
  ];
}

/** Who drives what the agent works on: also where it has just been set inactive for that. */
function drivenSentences({ session, look }: Entered, voice: Voice): readonly Sentence[] {
  const { focus, participantId, driveIntent, role } = session;
  if (focus === null || driveIntent === 'active' || !capabilitiesOf(role).drive) return [];
  const standing = look.claims.find(({ claim }) => claim.focus === focus);
  const holder = standing?.holder;
  if (standing === undefined || holder === undefined) return [];
  if (standing.claim.reservedFor === participantId) return [];
  if (holder.participantId === participantId || holder.verdict === 'gone') return [];
  const { term } = standing.claim;
  return [drivenSentence({ focus, participantId: holder.participantId, term }, voice)];
}

/** Of whom nothing is known but what a collision has said of them already, nothing is said again. */
function othersSentences(
  { participants, collisions, elsewhere }: Entered['look'],
  me: string,
  voice: Voice,
): readonly Sentence[] {
  const others = participants.filter((each) => {
    const session = sessionOf(each);
    if (session === undefined || session.participantId === me) return false;
    const isSaid = collisions.some((collision) => collision.with === session.participantId);
    return each.verdict !== 'gone' && !(isSaid && session.focus === null);
  });
  const there = elsewhere.filter(({ entry, verdict }) => {
    const isSaid = collisions.some((collision) => collision.with === entry.participantId);
    return verdict !== 'gone' && !(isSaid && entry.focus === undefined);
  });
  const names = [
    ...others.map((each) => workOf(each, voice)),
    ...there.map(({ entry }) => workElsewhere(entry, voice)),
  ];
  return names.length === 0 ? [] : [{ text: `Also here: ${listOf(names)}.` }];
}

function workElsewhere(
  { participantId, focus, driveIntent }: ParticipantElsewhere['entry'],
  voice: Voice,
): string {
  const who = personOf(participantId, voice);
  return focus === undefined ? who : `${who} ${workWords(driveIntent, focus)}`;
}

function workWords(driveIntent: string, focus: string): string {
  return `${driveIntent === 'active' ? 'driving' : 'on'} ${shownWord('focus', focus)}`;
}

function workOf(participant: PresentParticipant, voice: Voice): string {
  const {
    participantId = '',
    focus = null,
    driveIntent = 'inactive',
  } = sessionOf(participant) ?? {};
  const who = personOf(participantId, voice);
  return focus === null ? who : `${who} ${workWords(driveIntent, focus)}`;
}
