import type { Collision, Holder } from '@missionctl/actions';
import { shownWord } from '../../roster/shown-word.ts';
import { personOf, type Voice } from './voice.ts';

/** What may be done to each other without knowing, and what to do about it. No path is named. */
export function collisionSentence({ kind, with: other, about }: Collision, voice: Voice): string {
  const who = personOf(voice, other);
  switch (kind) {
    case 'ConcurrentDriver':
      return `${shownWord('focus', about)} is driven by ${who} too; next: agree who yields, or run ${voice.command('drive inactive')}.`;
    case 'SharedCheckout':
      return `${who} works in this checkout too, and sees each change at once; git worktree add gives you one of your own.`;
    case 'SameFile':
      return `${who} changes a file that you change, within 30 minutes; read it again before you write it.`;
    case 'OpenTwice':
      return 'This session is open in two processes; one of them has to be closed.';
  }
}

/** What is about to happen to others in the checkout. */
export function headSentence(others: readonly string[], voice: Voice): string {
  const named = others.slice(0, 3).map((each) => personOf(voice, each));
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
  return `This git command changes the files of ${named.join(', ')}${more}, at work in the same checkout; what is not committed there may be lost. git worktree add gives you one of your own.`;
}

/** Who drives what the agent works on, and the command that waits for it. */
export function holderSentence(
  { focus, participantId }: Pick<Holder, 'focus' | 'participantId'>,
  voice: Voice,
): string {
  const wait = voice.command('status --watch --until free --timeout 300 --json');
  const ask = voice.command('drive ask');
  return `${shownWord('focus', focus)} is driven by ${personOf(voice, participantId)}, and not by you. Next: ${wait}; or take another focus, or run ${ask}.`;
}
