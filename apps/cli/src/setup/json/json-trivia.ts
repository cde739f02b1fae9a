import { createScanner } from 'jsonc-parser';

/** What stands between values and is no white space. */
export interface Trivia {
  readonly kind: 'comma' | 'comment';
  readonly offset: number;
  readonly end: number;
}

/** The commas and comments in a part of a text that holds no value. */
export function triviaIn(text: string, from: number, to: number): readonly Trivia[] {
  const scanner = createScanner(text);
  const found: Trivia[] = [];
  scanner.setPosition(from);
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= to) return found;
    const kind = kinds.get(text[offset]);
    if (kind !== undefined) found.push({ kind, offset, end: offset + scanner.getTokenLength() });
  }
}

/** By what each begins with. */
const kinds: ReadonlyMap<string | undefined, Trivia['kind']> = new Map([
  [',', 'comma'],
  ['/', 'comment'],
]);
