import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const nobody = 65_534;

/**
 * Permissions say nothing to root: gives directories to another user, with all that is in them, and
 * goes on as that user until the test ends. Who is not root is that user already.
 */
export function asNobody(...directories: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  for (const each of directories) give(each);
  process.setegid?.(nobody);
  process.seteuid?.(nobody);
  onTestFinished(() => {
    process.seteuid?.(0);
    process.setegid?.(0);
  });
}

function give(path: string): void {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) return;
  chownSync(path, nobody, nobody);
  if (!facts.isDirectory()) return;
  for (const each of readdirSync(path)) give(join(path, each));
}
