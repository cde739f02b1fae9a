/** A file content of which any part, and any mixture of two, differs from the whole. */
export function whole(version: number): string {
  const line = `version ${version}\n`;
  return `${line.repeat(2000)}end`;
}

export function isWhole(text: string): boolean {
  return text === whole(Number(/^version (\d+)\n/.exec(text)?.[1]));
}
