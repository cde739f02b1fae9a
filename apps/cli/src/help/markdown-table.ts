/** A table in Markdown, its columns aligned. The first row is its head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, at) => at) ?? [];
  const widths = columns.map((at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  const [head = '', ...body] = rows.map(
    (cells) => `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}
