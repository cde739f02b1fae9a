import { displayWidth } from './display-width.ts';
import { escapeControls, type Line, type Piece, textOf } from './line.ts';

/** The cells of one line of a table. */
export type Row = readonly Piece[];

/** Lines of aligned columns, three spaces apart by default, without trailing space. */
export function table(rows: readonly Row[], gap = 3): readonly Line[] {
  const widths = widthsOf(rows);
  return rows.map((row) => aligned(row, widths, gap));
}

/** The width of each column: that of its widest cell. */
export function widthsOf(rows: readonly Row[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

function aligned(row: Row, widths: readonly number[], gap: number): Line {
  const last = row.findLastIndex((cell) => textOf(cell) !== '');
  const pieces = row.slice(0, last + 1).flatMap((cell, column) => {
    const space = column === last ? 0 : (widths[column] ?? 0) - widthOf(cell) + gap;
    return [cell, ' '.repeat(space)];
  });
  return pieces.some((piece) => typeof piece !== 'string') ? pieces : pieces.join('');
}

/** The width as shown: escaping makes a text longer. */
function widthOf(cell: Piece): number {
  return displayWidth(escapeControls(textOf(cell)));
}
