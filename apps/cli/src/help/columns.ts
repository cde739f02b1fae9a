const columns = 80;

/** Breaks the lines of a help text for a narrow terminal; the rest goes on below its column. */
export function inColumns(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => broken(line))
    .join('\n');
}

function broken(line: string): readonly string[] {
  const indent = indentOf(line);
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns);
    if (at <= indent.length) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = `${indent}${rest.slice(at + 1)}`;
  }
  return [...lines, rest];
}

/** The column of the last word that two spaces set apart; at most half the width. */
function indentOf(line: string): string {
  const [head = ''] = /^.*\S {2,}(?=\S)/.exec(line) ?? /^ */.exec(line) ?? [];
  const width = head.trim() === '' ? head.length + 4 : head.length;
  return ' '.repeat(line.startsWith(' ') ? Math.min(width, columns / 2) : 0);
}
