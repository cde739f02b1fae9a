import { unicodeClass } from '../context/unicode-class.ts';

/** A piece of a line that is styled where there is color. */
export interface Styled {
  readonly text: string;
  readonly style: 'active' | 'driving' | 'wrong';
}

export type Piece = string | Styled;

/** A line for people; without color it is the texts of its pieces. */
export type Line = string | readonly Piece[];

/** Printable ASCII: every character is one column wide. */
export const plain: RegExp = /^[ -~]*$/;

/** The SGR parameters (ECMA-48) that begin and end each style. */
const codes = { active: [1, 22], driving: [32, 39], wrong: [31, 39] } as const;

export function textOf(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.text;
}

export function piecesOf(line: Line): readonly Piece[] {
  return typeof line === 'string' ? [line] : line;
}

/** A text in the style of its piece; the text must be escaped already. */
export function colorize(text: string, piece: Piece): string {
  if (typeof piece === 'string') return text;
  const [on, off] = codes[piece.style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Escapes what would control the terminal or end the line: a file may hold anything. */
export function escapeControls(text: string): string {
  if (plain.test(text)) return text;
  const controls = unicodeClass(['Cc', 'Zl', 'Zp', 'Bidi_Control'], { flags: 'gu' });
  return text.replace(controls, escaped);
}

export function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
