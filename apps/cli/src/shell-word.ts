/** A path as one word of a command line that can be pasted. */
export function shellWord(path = '<file>'): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
