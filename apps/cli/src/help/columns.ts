const columns = 80;

/** A text of help in lines that a narrow terminal holds; what is broken goes on under its column. */
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

/** The column of the last word that stands apart from those before it; at most half way. */
function indentOf(line: string): string {
  const [told = ''] = /^.*\S {2,}(?=\S)/.exec(line) ?? /^ */.exec(line) ?? [];
  const width = told.trim() === '' ? told.length + 4 : told.length;
  return ' '.repeat(line.startsWith(' ') ? Math.min(width, columns / 2) : 0);
}
