import { parseAlias, parseFocus, parseParticipantId } from '@missionctl/session-model';
import type { EngineEntry } from '../engine/engine-entry.ts';

/**
 * Says whether what names somebody or something in an entry of another home could be a name in this one: it is
 * shown as such, and goes into commands.
 *
 * @param entry - what others wrote
 * @returns false for an entry that is to be taken for damaged
 * @example
 * const others = listing.entries.filter(({ entry }) => isNamedEntry(entry));
 */
export function isNamedEntry({
  participantId,
  alias,
  role,
  focus,
  continued,
}: EngineEntry): boolean {
  return (
    parseParticipantId(participantId).ok &&
    (alias === undefined || parseAlias(alias).ok) &&
    [focus, continued].every((each) => each === undefined || isFocus(each)) &&
    /^[a-z][a-z0-9_-]{0,63}$/i.test(role)
  );
}

function isFocus(text: string): boolean {
  const found = parseFocus(text);
  return found.ok && found.value !== null;
}
