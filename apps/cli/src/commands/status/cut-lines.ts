import type { Line } from '../../output/line.ts';

/** The first lines, and how many are left out. */
export function asMany(lines: readonly Line[], most: number): readonly Line[] {
  if (lines.length <= most) return lines;
  const shown = Math.max(0, most - 1);
  return [...lines.slice(0, shown), ...(most > 0 ? [more(lines.length - shown)] : [])];
}

/** What stands in the place of what is left out. */
export function more(count: number): string {
  return `+${count} more`;
}
