import type { FocusNotice } from '@missionctl/actions';
import { shownWord } from '../../roster/words/shown-word.ts';
import type { Sentence } from './context-text.ts';
import { personOf } from './people.ts';
import type { Voice } from './voice.ts';

/** What to know of a claim, and the one next command. What others wrote with it is not said. */
export function noticeSentences(notice: FocusNotice, voice: Voice): readonly Sentence[] {
  return textsOf(notice, voice).map((text) => ({ text, says: [{ kind: 'notice', notice }] }));
}

function textsOf(notice: FocusNotice, voice: Voice): readonly string[] {
  const { command } = voice;
  const focus = shownWord('focus', notice.focus);
  switch (notice.kind) {
    case 'displaced':
    case 'accepted': {
      const how = notice.kind === 'displaced' ? 'was taken' : 'was given';
      const who = personOf(notice.by, voice);
      return [`${focus} ${how} from you to ${who}; next: ${command('drive inactive')}.`];
    }
    case 'offered':
      return [`${focus} is kept for you; next: ${acceptance(notice.focus, focus, voice)}.`];
    case 'asked':
      return notice.wishes.map(({ by }) => {
        const alias = notice.aliases.get(by);
        const next = alias === undefined ? 'status' : `drive give ${alias ?? 'me'}`;
        return `${personOf(by, voice)} asks for ${focus}; next: ${command(next)}.`;
      });
  }
}

/** A focus that cannot be shown cannot be written into a command either. */
function acceptance(focus: string, shown: string, { command }: Voice): string {
  if (shown !== focus) return command('status');
  return `${command(`focus ${focus}`)} && ${command('drive active')}`;
}
