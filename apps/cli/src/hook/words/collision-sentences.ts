import type { Collision, Holder, ShownFact } from '@missionctl/actions';
import { elsewherePhrase } from '../../roster/words/holder-words.ts';
import { shownWord } from '../../roster/words/shown-word.ts';
import type { Sentence } from './context-text.ts';
import { peopleOf, personOf } from './people.ts';
import type { Voice } from './voice.ts';

/** What may be done to each other without knowing, one sentence for all with whom it is the same. */
export function collisionSentences(
  collisions: readonly Collision[],
  voice: Voice,
): readonly Sentence[] {
  const isAlike = (one: Collision) => (other: Collision) =>
    one.kind === other.kind && (one.kind !== 'ConcurrentDriver' || one.about === other.about);
  const firsts = collisions.filter((each) => collisions.find(isAlike(each)) === each);
  return firsts.map((first) => {
    const alike = collisions.filter(isAlike(first));
    const others = new Set(alike.map((each) => each.with));
    return {
      text: textOf(first, peopleOf([...others], voice), voice),
      says: alike.map((collision) => ({ kind: 'collision', collision })),
    };
  });
}

/** No path is named. */
function textOf({ kind, about }: Collision, who: string, { command }: Voice): string {
  switch (kind) {
    case 'ConcurrentDriver':
      return `${shownWord('focus', about)} is driven by ${who} too; next: agree who yields, or run ${command('drive inactive')}.`;
    case 'SharedCheckout':
      return `In this checkout is also at work: ${who}; git worktree add gives you one of your own.`;
    case 'SameFile':
      return `A file that you change was changed in the last 30 minutes by ${who}; read it again before you write it.`;
    case 'OpenTwice':
      return 'This session is open in two processes; one of them has to be closed.';
  }
}

/** What is about to happen to others in the checkout. */
export function headSentence(others: readonly string[], voice: Voice): string {
  return `This git command changes the files under ${peopleOf(others, voice)}, at work in the same checkout; what is not committed there may be lost. git worktree add gives you one of your own.`;
}

/** Who drives; of another home where that is set. */
type DrivingHolder = Pick<Holder, 'focus' | 'participantId'> & Partial<Pick<Holder, 'elsewhere'>>;

/** Who drives what the agent works on, and the command that waits for it. */
export function holderSentence(
  { focus, participantId, elsewhere }: DrivingHolder,
  voice: Voice,
): string {
  const who =
    elsewhere === undefined
      ? personOf(participantId, voice)
      : elsewherePhrase(elsewhere.alias, participantId);
  const wait = voice.command('status --watch --until free --timeout 300 --json');
  const ask = voice.command('drive ask');
  return `${shownWord('focus', focus)} is driven by ${who}, and not by you. Next: ${wait}; or take another focus, or run ${ask}.`;
}

/** The same of who drives, as what was found to say. */
export function drivenSentence(
  holder: Extract<ShownFact, { readonly kind: 'driven' }>['holder'] & DrivingHolder,
  voice: Voice,
): Sentence {
  return { text: holderSentence(holder, voice), says: [{ kind: 'driven', holder }] };
}
