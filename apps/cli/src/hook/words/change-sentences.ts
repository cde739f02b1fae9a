import type { Collision, FocusNotice, MissionChange, ShownFact } from '@missionctl/actions';
import { shownWord } from '../../roster/shown-word.ts';
import { collisionSentence, holderSentence } from './collision-sentence.ts';
import type { Sentence } from './context-text.ts';
import { nameOf, personOf, type Voice } from './voice.ts';

/**
 * What is new, the most urgent first: a file that two change, claims, other collisions, and then who came and
 * went. Who took a claim is not said to drive as well.
 */
export function changeSentences(
  changes: readonly MissionChange[],
  voice: Voice,
): readonly Sentence[] {
  const collisions = changes.flatMap((each) => (each.kind === 'collision' ? [each.collision] : []));
  const notices = changes.flatMap((each) => (each.kind === 'notice' ? [each.notice] : []));
  const isFile = ({ kind }: Collision): boolean => kind === 'SameFile';
  const isSaid = ({ kind, about }: Collision): boolean =>
    kind === 'SameFile' ||
    (kind === 'ConcurrentDriver' && notices.some(({ focus }) => focus === about));
  const namesOf = (kind: 'joined' | 'gone'): readonly string[] =>
    changes.flatMap((each) => (each.kind === kind ? [nameOf(each.alias)] : []));
  return [
    ...collisions.filter(isFile).map((each) => ofCollision(each, voice)),
    ...notices.flatMap((each) => ofNotice(each, voice)),
    ...changes.flatMap((each) => (each.kind === 'driven' ? [ofHolder(each.holder, voice)] : [])),
    ...collisions.filter((each) => !isSaid(each)).map((each) => ofCollision(each, voice)),
    ...listSentence(namesOf('joined'), 'joined'),
    ...listSentence(namesOf('gone'), 'gone'),
  ];
}

/** Of a collision. */
export function ofCollision(collision: Collision, voice: Voice): Sentence {
  return {
    text: collisionSentence(collision, voice),
    says: [{ kind: 'collision', collision }],
  };
}

/** Of who drives. */
export function ofHolder(
  holder: Extract<ShownFact, { readonly kind: 'driven' }>['holder'],
  voice: Voice,
): Sentence {
  return { text: holderSentence(holder, voice), says: [{ kind: 'driven', holder }] };
}

/** Of a claim: what others wrote with it is not said. */
export function ofNotice(notice: FocusNotice, voice: Voice): readonly Sentence[] {
  return noticeTexts(notice, voice).map((text) => ({
    text,
    says: [{ kind: 'notice', notice }],
  }));
}

const mostNames = 5;

/** Names and a word; a crowd is a number. */
function listSentence(names: readonly string[], word: string): readonly Sentence[] {
  if (names.length === 0) return [];
  const left = names.length - mostNames;
  const text = `${word}: ${names.slice(0, mostNames).join(', ')}${left > 0 ? ` and ${left} more` : ''}.`;
  return [{ text }];
}

/** What to know of a claim, and the one next command. */
function noticeTexts(notice: FocusNotice, voice: Voice): readonly string[] {
  const { aliases } = notice;
  const focus = shownWord('focus', notice.focus);
  switch (notice.kind) {
    case 'displaced':
      return [
        `${focus} is driven by ${personOf(voice, notice.by)} now, and not by you; next: ${voice.command('drive inactive')}.`,
      ];
    case 'accepted':
      return [
        `${focus}, which you gave away, is driven by ${personOf(voice, notice.by)} now; next: ${voice.command('drive inactive')}.`,
      ];
    case 'offered':
      return [`${focus} is kept for you; next: ${offered(notice.focus, focus, voice)}.`];
    case 'asked':
      return notice.wishes.map(({ by }) => {
        const alias = aliases.get(by);
        const next = alias === undefined ? 'status' : `drive give ${alias ?? 'me'}`;
        return `${personOf(voice, by)} asks for ${focus}; next: ${voice.command(next)}.`;
      });
  }
}

/** A focus that cannot be shown cannot be written into a command either. */
function offered(focus: string, shown: string, { command }: Voice): string {
  if (shown !== focus) return command('status');
  return `${command(`focus ${focus}`)} && ${command('drive active')}`;
}
