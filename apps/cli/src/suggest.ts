import { commandNames } from './routes.ts';

/** What a mistyped command may have been meant to be, as the end of a sentence; empty for nothing near. */
export function suggestCommand(name: string): string {
  return didYouMean(nearest(name, commandNames()));
}

/** The same for a flag, dashes and all. */
export function suggestFlag(flag: string, known: readonly string[]): string {
  return didYouMean(nearest(flag, known));
}

function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : `, did you mean ${names.join(' or ')}?`;
}

/** At most so much may be wrong, and never the whole word. */
const farthest = 3;

function nearest(word: string, names: readonly string[]): readonly string[] {
  const distances = names.map((name) => ({ name, distance: distanceOf(word, name) }));
  const most = Math.min(farthest, word.replace(/^-+/, '').length);
  const least = Math.min(...distances.map(({ distance }) => distance), most);
  return distances.filter(({ distance }) => distance === least).map(({ name }) => name);
}

/**
 * What it takes to make `to` of `from` (Damerau and Levenshtein, in the restricted form): 1 to put a letter
 * in or to exchange two neighbours, 2 to take one out or to change one.
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
