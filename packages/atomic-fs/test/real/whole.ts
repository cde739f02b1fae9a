/** A file content that differs from each of its parts, and from any mixture of two contents. */
export function whole(version: number): string {
  const line = `version ${version}\n`;
  return `${line.repeat(2000)}end`;
}

export function isWhole(text: string): boolean {
  return text === whole(Number(/^version (\d+)\n/.exec(text)?.[1]));
}
