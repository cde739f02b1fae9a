/** Prints rows under a header, as a table that Markdown reads as well; what was not measured as `-`. */
export function printTable(
  header: readonly string[],
  measured: readonly (readonly string[])[],
): void {
  const rows = measured.map((row) => row.map((cell) => (cell === 'NaN' ? '-' : cell)));
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log(line(header));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of rows) console.log(line(row));
}
