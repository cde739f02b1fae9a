import { unicodeClass } from './unicode-class.ts';

/** A piece of a line that stands out where there is colour. */
export interface Styled {
  readonly text: string;
  readonly style: 'active' | 'driving' | 'wrong';
}

export type Piece = string | Styled;

/** A line for people. Where there is no colour, it is the texts of its pieces. */
export type Line = string | readonly Piece[];

/** Printable ASCII, each as wide as the other. */
export const plain: RegExp = /^[ -~]*$/;

/** The numbers of ECMA-48's SGR that begin and end each style. */
const codes = { active: [1, 22], driving: [32, 39], wrong: [31, 39] } as const;

export function textOf(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.text;
}

export function piecesOf(line: Line): readonly Piece[] {
  return typeof line === 'string' ? [line] : line;
}

/** A piece as a terminal with colour shows it; its text must be harmless already. */
export function painted(text: string, piece: Piece): string {
  if (typeof piece === 'string') return text;
  const [on, off] = codes[piece.style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** A file may hold anything: what would steer the terminal, or end the line, is shown escaped. */
export function harmless(text: string): string {
  if (plain.test(text)) return text;
  const steering = unicodeClass(['Cc', 'Zl', 'Zp', 'Bidi_Control'], { flags: 'gu' });
  return text.replace(steering, escaped);
}

export function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
