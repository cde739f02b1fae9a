/** A path as one word of a command line that a user can paste. */
export function quoteForShell(path = '<file>'): string {
  return /^[\w./:@%+,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
