import type { Entered, PresentParticipant } from '@missionctl/actions';
import { capabilitiesOf } from '@missionctl/session-model';
import { shownWord } from '../../roster/shown-word.ts';
import { ofCollision, ofHolder, ofNotice } from './change-sentences.ts';
import type { Sentence } from './context-text.ts';
import { personOf, sessionOf, type Voice } from './voice.ts';

/** What an agent has to know when its session begins: who it is, what stands in its way, who else is there. */
export function entrySentences(entered: Entered, voice: Voice): readonly Sentence[] {
  const { address, session, stopped, look } = entered;
  const mission = shownWord('mission', address.missionId);
  const me = `in mission ${mission} you are ${address.alias} (${session.role}); commands of missionctl take --as ${address.alias}.`;
  const isUrgent = ({ kind }: { readonly kind: string }): boolean => kind === 'OpenTwice';
  const collisions = look.collisions.toSorted((one, other) => +isUrgent(other) - +isUrgent(one));
  return [
    { text: me },
    ...stopped.flatMap((notice) => ofNotice(notice, voice)),
    ...drivenSentence(entered, voice),
    ...collisions.map((each) => ofCollision(each, voice)),
    ...othersSentence(look.participants, session.participantId, voice),
    ...look.notices.flatMap((notice) => ofNotice(notice, voice)),
  ];
}

/** Who drives what the agent was working on when it left. */
function drivenSentence({ session, look }: Entered, voice: Voice): readonly Sentence[] {
  const { focus, participantId, driveIntent, role } = session;
  if (focus === null || driveIntent === 'active' || !capabilitiesOf(role).drive) return [];
  const standing = look.claims.find(({ claim }) => claim.focus === focus);
  const holder = standing?.holder;
  if (standing === undefined || holder === undefined) return [];
  if (standing.claim.reservedFor === participantId) return [];
  if (holder.participantId === participantId || holder.verdict === 'gone') return [];
  const { term } = standing.claim;
  return [ofHolder({ focus, participantId: holder.participantId, term }, voice)];
}

const mostOthers = 3;

function othersSentence(
  participants: readonly PresentParticipant[],
  me: string,
  voice: Voice,
): readonly Sentence[] {
  const others = participants.filter((each) => {
    const session = sessionOf(each);
    return session !== undefined && session.participantId !== me && each.verdict !== 'gone';
  });
  if (others.length === 0) return [];
  const named = others.slice(0, mostOthers).map((each) => workOf(each, voice));
  const left = others.length - named.length;
  return [{ text: `Also here: ${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}.` }];
}

function workOf(participant: PresentParticipant, voice: Voice): string {
  const { participantId = '', focus = null, driveIntent } = sessionOf(participant) ?? {};
  const who = personOf(voice, participantId);
  if (focus === null) return who;
  return `${who} ${driveIntent === 'active' ? 'driving' : 'on'} ${shownWord('focus', focus)}`;
}
