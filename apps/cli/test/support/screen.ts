import type { TerminalSize } from '../../src/context/context.ts';
import { displayWidth } from '../../src/output/display-width.ts';

/** A terminal as a person sees it: what is written to it, drawn. */
export interface Screen {
  readonly write: (text: string) => void;
  readonly resize: (size: TerminalSize) => void;
  readonly size: () => TerminalSize;
  /** The rows that are visible, without the spaces at their ends. */
  readonly rows: () => readonly string[];
  /** The same in a frame, for a file that shows it to a reader. */
  readonly picture: () => string;
  /** Whether the alternate screen is shown. */
  readonly isAlternate: () => boolean;
  readonly isCursorShown: () => boolean;
}

/** The cells of a screen; a wide character has an empty cell behind it. */
interface Page {
  cells: string[][];
  row: number;
  column: number;
}

const token = new RegExp(`${'\u001b'}\\[\\??[\\d;]*[A-Za-z]|[^]`, 'gu');

/** Draws what this tool and its library write; anything else is an error, and never passed over. */
export function createScreen(first: TerminalSize): Screen {
  let size = first;
  let normal = emptyPage(size);
  let alternate: Page | undefined;
  let cursor = true;
  const page = (): Page => alternate ?? normal;
  const commands: Readonly<Record<string, (count: number) => void>> = {
    H: () => moveTo(page(), { row: 0, column: 0 }),
    J: (mode) => eraseBelow(page(), size, mode),
    K: (mode) => {
      if (mode === 2) page().cells[page().row] = emptyRow(size.columns);
      eraseRight(page(), size);
    },
    A: (count) => moveTo(page(), { row: Math.max(0, page().row - (count || 1)) }),
    B: (count) => moveTo(page(), { row: Math.min(size.rows - 1, page().row + (count || 1)) }),
    C: (count) => moveTo(page(), { column: Math.min(size.columns, page().column + (count || 1)) }),
    D: (count) => moveTo(page(), { column: Math.max(0, page().column - (count || 1)) }),
    G: (count) => moveTo(page(), { column: (count || 1) - 1 }),
    m: () => {},
    '?1049h': () => {
      alternate ??= emptyPage(size);
    },
    '?1049l': () => {
      alternate = undefined;
    },
    '?25h': () => {
      cursor = true;
    },
    '?25l': () => {
      cursor = false;
    },
  };
  const steer = (sequence: string): void => {
    const [, digits = '', letter = ''] = /\[([\d;]*)([A-Za-z])$/.exec(sequence) ?? [];
    const command = commands[sequence.slice(2)] ?? commands[letter];
    if (command === undefined) throw new Error(`unknown sequence ${JSON.stringify(sequence)}`);
    command(Number(digits.split(';')[0] ?? 0));
  };
  return {
    write: (text) => {
      for (const [each] of text.matchAll(token)) {
        if (each.length > 1 && each.startsWith('\u001b')) steer(each);
        else put(page(), each, size);
      }
    },
    resize: (next) => {
      size = next;
      normal = resized(normal, size);
      if (alternate !== undefined) alternate = resized(alternate, size);
    },
    size: () => size,
    rows: () => rowsOf(page()),
    picture: () => framed(rowsOf(page()), size),
    isAlternate: () => alternate !== undefined,
    isCursorShown: () => cursor,
  };
}

function emptyPage({ rows, columns }: TerminalSize): Page {
  return { cells: Array.from({ length: rows }, () => emptyRow(columns)), row: 0, column: 0 };
}

function emptyRow(columns: number): string[] {
  return Array.from({ length: columns }, () => ' ');
}

function moveTo(page: Page, to: Partial<Pick<Page, 'row' | 'column'>>): void {
  Object.assign(page, to);
}

function put(page: Page, character: string, size: TerminalSize): void {
  if (character === '\r') page.column = 0;
  // The kernel sends a return with each line end.
  else if (character === '\n') lineEnd(page, size);
  else if (character < ' ') throw new Error(`unknown control ${JSON.stringify(character)}`);
  else draw(page, character, size);
}

function draw(page: Page, character: string, size: TerminalSize): void {
  const width = displayWidth(character);
  // A full row is left only when something more is drawn.
  if (page.column + width > size.columns) lineEnd(page, size);
  const row = page.cells[page.row] ?? [];
  if (width === 0) row[Math.max(0, page.column - 1)] += character;
  else row.splice(page.column, width, character, ...Array.from({ length: width - 1 }, () => ''));
  page.column += width;
}

function lineEnd(page: Page, { rows, columns }: TerminalSize): void {
  page.column = 0;
  if (page.row < rows - 1) page.row += 1;
  else page.cells = [...page.cells.slice(1), emptyRow(columns)];
}

function eraseBelow(page: Page, size: TerminalSize, mode: number): void {
  if (mode === 2) page.cells = emptyPage(size).cells;
  eraseRight(page, size);
  for (let row = page.row + 1; row < size.rows; row += 1) page.cells[row] = emptyRow(size.columns);
}

/** The cell under the cursor is erased too, which behind a full row is the last one. */
function eraseRight(page: Page, { columns }: TerminalSize): void {
  const row = page.cells[page.row] ?? [];
  for (let at = Math.min(page.column, columns - 1); at < columns; at += 1) row[at] = ' ';
}

/** As a terminal that breaks long rows anew does not, and cuts them: most do so on the alternate screen. */
function resized(page: Page, { rows, columns }: TerminalSize): Page {
  const gone = Math.max(0, page.row + 1 - rows);
  const kept = page.cells.slice(gone, gone + rows).map((row) => row.slice(0, columns));
  const cells = Array.from({ length: rows }, (_, at) => [
    ...(kept[at] ?? []),
    ...emptyRow(columns).slice(kept[at]?.length ?? 0),
  ]);
  return { cells, row: page.row - gone, column: Math.min(page.column, columns) };
}

function rowsOf({ cells }: Page): readonly string[] {
  return cells.map((row) => row.join('').trimEnd());
}

function framed(rows: readonly string[], { columns }: TerminalSize): string {
  const edge = `+${'-'.repeat(columns)}+`;
  const padded = rows.map((row) => `|${row}${' '.repeat(columns - displayWidth(row))}|`);
  return `${[edge, ...padded, edge].join('\n')}\n`;
}
