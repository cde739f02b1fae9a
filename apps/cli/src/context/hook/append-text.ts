import { closeSync, constants, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';

const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDWR } = constants;
/** Whoever has written that much has not written it for a shell. */
const longest = 1_000_000;

export function appendText(path: string, textAfter: (before: string) => string): void {
  // A FIFO would wait for its other end.
  const fd = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK, 0o600);
  try {
    const facts = fstatSync(fd);
    if (!facts.isFile() || facts.size > longest) return;
    const text = textAfter(readFileSync(fd, 'utf8'));
    if (text !== '') writeSync(fd, text);
  } finally {
    closeSync(fd);
  }
}
