import { claimKey } from '@missionctl/actions';

/** A focus as an agent is shown it: its name, or its hash where the name could be read as a sentence. */
export function shownFocus(focus: string): string {
  return /^[A-Za-z0-9._:-]{1,40}$/.test(focus) ? focus : `#${claimKey(focus).slice(0, 8)}`;
}
