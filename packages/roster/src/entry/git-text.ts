import { readFileSync, statSync } from 'node:fs';

const longestText = 4096;

/** A small file of git; undefined where there is none, and for what is larger. */
export function textAt(path: string, maxBytes: number = longestText): string | undefined {
  try {
    const facts = statSync(path);
    // A FIFO in the place of HEAD would hold us for ever.
    if (!facts.isFile() || facts.size > maxBytes) return undefined;
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
