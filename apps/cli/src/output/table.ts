import { displayWidth } from './display-width.ts';
import { escapeControls, type Line, type Piece, textOf } from './line.ts';

/** Lines of aligned columns, three spaces apart, without trailing space. */
export function table(rows: readonly (readonly Piece[])[]): readonly Line[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  return rows.map((row) => aligned(row, widths));
}

function aligned(row: readonly Piece[], widths: readonly number[]): Line {
  const last = row.findLastIndex((cell) => textOf(cell) !== '');
  const pieces = row.slice(0, last + 1).flatMap((cell, column) => {
    const gap = column === last ? 0 : (widths[column] ?? 0) - widthOf(cell) + 3;
    return [cell, ' '.repeat(gap)];
  });
  return pieces.some((piece) => typeof piece !== 'string') ? pieces : pieces.join('');
}

/** The width as shown: escaping makes a text longer. */
function widthOf(cell: Piece): number {
  return displayWidth(escapeControls(textOf(cell)));
}
