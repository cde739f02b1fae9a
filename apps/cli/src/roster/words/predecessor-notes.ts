import type { WorkOutcome } from '@missionctl/actions';
import { nameOfHolder, noteLines, placePhrase } from './holder-words.ts';

/** From whom a claim came, and what they left: in which checkout, on which branch, with which note. */
export function predecessorNotes({
  claim,
  predecessor,
}: Pick<WorkOutcome, 'claim' | 'predecessor'>): readonly string[] {
  if (predecessor === undefined) return [];
  const { place, note } = predecessor;
  const name = nameOfHolder(predecessor);
  const said = {
    gone: `${name} drove it before, and is gone`,
    taken: `taken from ${name}`,
    given: `given by ${name}`,
  }[claim?.former?.how ?? 'gone'];
  const where = place === undefined ? '' : `; it worked in ${placePhrase(place)}`;
  return [`${said}${where}`, ...noteLines(note).map((line) => `  ${line}`)];
}
