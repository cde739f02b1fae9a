import { cut, lineBreakOf } from '../text-layout.ts';

/**
 * Takes tables out as if `addToml` had never put them in, the last one first.
 *
 * @returns undefined when nothing is left of a text that began with them
 */
export function removeTables(
  text: string,
  ranges: readonly { readonly from: number; readonly to: number }[],
): string | undefined {
  const lastFirst = ranges.toSorted((one, other) => other.from - one.from);
  const rest = lastFirst.reduce((left, { from, to }) => removeTable(left, from, to), text);
  return rest === '' && lastFirst.at(-1)?.from === 0 ? undefined : rest;
}

/** With the blank line before it, and with its own line break: the one behind it, if there is one. */
function removeTable(text: string, from: number, to: number): string {
  const end = lineBreakOf(text);
  const isBroken = text.startsWith(end, to);
  const breaks = isBroken ? 1 : 2;
  let start = from;
  for (let left = breaks; left > 0 && text.endsWith(end, start); left -= 1) start -= end.length;
  return cut(text, start, isBroken ? to + end.length : to);
}
