import type { Typo } from '../errors/corrected-line.ts';

/**
 * The end of a sentence about an unknown word: the known words that are nearest to it.
 *
 * @returns `, did you mean a or b?`; empty when none is near
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const names = nearestNames(word, known);
  return names.length === 0 ? '' : `, did you mean ${names.join(' or ')}?`;
}

/** The one known word that is nearest; undefined when none is near, or several are. */
export function typoOf(word: string, known: readonly string[]): Typo | undefined {
  const [nearest, ...others] = nearestNames(word, known);
  return nearest === undefined || others.length > 0 ? undefined : { given: word, nearest };
}

/** A word may differ by so much from the known one, and never as a whole. */
const farthest = 3;

/** The known words that are nearest to it, whatever their case. */
function nearestNames(word: string, names: readonly string[]): readonly string[] {
  const lower = word.toLowerCase();
  const distances = names.map((name) => ({
    name,
    distance: distanceOf(lower, name.toLowerCase()),
  }));
  const most = Math.min(farthest, word.replace(/^-+/, '').length);
  const least = Math.min(...distances.map(({ distance }) => distance), most);
  return distances.filter(({ distance }) => distance === least).map(({ name }) => name);
}

/**
 * The edit distance of two words (Damerau and Levenshtein, restricted): 1 for a letter inserted or
 * two neighbors swapped, 2 for a letter deleted or changed.
 */
function distanceOf(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row += 1) {
    const current = [2 * row];
    for (let column = 1; column <= to.length; column += 1) {
      const at = (above: number, left: number): number =>
        (above === 0 ? current : rows[row - above])?.[column - left] ?? Number.POSITIVE_INFINITY;
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(0, 1) + 1,
          at(1, 0) + 2,
          at(1, 1) + (same ? 0 : 2),
          swapped ? at(2, 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(current);
  }
  return rows.at(-1)?.at(-1) ?? Number.POSITIVE_INFINITY;
}
