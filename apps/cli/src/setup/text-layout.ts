/** How the lines of a text end: as its first one does. */
export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** What the line of a place begins with, before its first character that is no blank. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset)))?.[0] ?? '';
}

/** Whether nothing but blanks stands before a place in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(startOfLine(text, offset), offset).trim() === '';
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The line and the column of a place, both counted from 1. */
export function placeOf(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - startOfLine(text, offset) + 1 };
}

/** The text without what stands in a range of it. */
export function cut(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(to);
}
