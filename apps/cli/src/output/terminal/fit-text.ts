import { displayWidth } from '../display-width.ts';
import { escapeControls, type Piece, textOf } from '../line.ts';

/** A text as a terminal shows it, shortened in the middle where it is wider than that. */
export function shortened(piece: Piece, columns: number): Piece {
  const text = escapeControls(textOf(piece));
  if (displayWidth(text) <= columns) return piece;
  const units = unitsOf(text);
  const head = longest(units, Math.ceil((columns - 1) / 2));
  const tail = longest(units.toReversed(), Math.floor((columns - 1) / 2)).toReversed();
  const short = [...head, '…', ...tail].join('');
  return typeof piece === 'string' ? short : { ...piece, text: short };
}

/** A text in lines that are no wider than that, broken wherever a terminal would break it. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let units = unitsOf(escapeControls(text));
  do {
    const line = longest(units, columns);
    // A terminal that is narrower than one character shows a part of it.
    const taken = Math.max(line.length, 1);
    lines.push(units.slice(0, taken).join(''));
    units = units.slice(taken);
  } while (units.length > 0);
  return lines;
}

/** Each character together with those that are drawn over it. */
function unitsOf(text: string): readonly string[] {
  const units: string[] = [];
  for (const character of text) {
    if (displayWidth(character) > 0 || units.length === 0) units.push(character);
    else units.push(`${units.pop()}${character}`);
  }
  return units;
}

/** As many units from the first on as fit. */
function longest(units: readonly string[], columns: number): readonly string[] {
  let width = 0;
  const end = units.findIndex((unit) => {
    width += displayWidth(unit);
    return width > columns;
  });
  return end === -1 ? units : units.slice(0, end);
}
