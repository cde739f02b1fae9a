import { wrongValue } from '@missionctl/atomic-fs/operations';
import { requireText } from '@missionctl/session-store/operations';

const longestNote = 200;

/** Checks what is written to another. @throws TypeError */
export function requireNote(name: string, note: string | undefined): void {
  if (note === undefined) return;
  requireText(name, note);
  if ([...note].length > longestNote) {
    throw wrongValue(name, `at most ${longestNote} characters long`);
  }
}
