/** Lines of one text that stand in the place of lines of another. */
export interface Hunk {
  /** How many lines of each text come before. */
  readonly before: number;
  readonly after: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The fewest lines by which two texts differ (Myers, 1986), without the lines around them. */
export function hunksOf(one: readonly string[], other: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [before, after] = [0, 0];
  for (const [x, y] of [...commonLines(one, other), [one.length, other.length] as const]) {
    if (x > before || y > after) {
      hunks.push({
        before,
        after,
        removed: one.slice(before, x),
        added: other.slice(after, y),
      });
    }
    [before, after] = [x + 1, y + 1];
  }
  return hunks;
}

/** The places of the lines that stay, in both texts. */
function commonLines(
  one: readonly string[],
  other: readonly string[],
): readonly (readonly [number, number])[] {
  const furthest: number[] = [];
  const steps: (readonly number[])[] = [];
  for (let distance = 0; ; distance += 1) {
    steps.push([...furthest]);
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = startOn(furthest, diagonal, distance);
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal])
        x += 1;
      furthest[slot(diagonal)] = x;
      if (x >= one.length && x - diagonal >= other.length)
        return traced(steps, one.length, other.length);
    }
  }
}

/** Diagonals on both sides of 0, in one list. */
function slot(diagonal: number): number {
  return diagonal >= 0 ? diagonal * 2 : -diagonal * 2 - 1;
}

function startOn(furthest: readonly number[], diagonal: number, distance: number): number {
  if (distance === 0) return 0;
  const above = furthest[slot(diagonal + 1)] ?? -1;
  const left = furthest[slot(diagonal - 1)] ?? -1;
  return comesFromAbove(above, left, diagonal, distance) ? above : left + 1;
}

function comesFromAbove(above: number, left: number, diagonal: number, distance: number): boolean {
  return diagonal === -distance || (diagonal !== distance && left < above);
}

function traced(
  steps: readonly (readonly number[])[],
  width: number,
  height: number,
): readonly (readonly [number, number])[] {
  const common: (readonly [number, number])[] = [];
  let [x, y] = [width, height];
  for (let distance = steps.length - 1; distance >= 0; distance -= 1) {
    const furthest = steps[distance] ?? [];
    const start = startOn(furthest, x - y, distance);
    while (x > start) {
      x -= 1;
      y -= 1;
      common.push([x, y]);
    }
    if (distance === 0) break;
    const above = furthest[slot(x - y + 1)] ?? -1;
    const left = furthest[slot(x - y - 1)] ?? -1;
    if (comesFromAbove(above, left, x - y, distance)) y -= 1;
    else x -= 1;
  }
  return common.toReversed();
}
