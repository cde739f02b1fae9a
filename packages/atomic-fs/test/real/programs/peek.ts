import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropRoot } from '../drop-root.ts';

// peek <directory>: until a line of input, looks at every file and tries to read it; as another
// user where we may be one.
const [directory = ''] = process.argv.slice(2);
const seen = { tries: 0, pending: 0, wide: 0, reads: 0, otherUser: dropRoot() };
let over = false;
process.stdin.once('data', () => {
  over = true;
});
console.log('ready');

while (!over) {
  for (let i = 0; i < 200; i += 1) for (const name of readdirSync(directory)) peek(name);
  await new Promise(setImmediate);
}
console.log(JSON.stringify(seen));
process.stdin.destroy();

function peek(name: string): void {
  const path = join(directory, name);
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return;
  seen.tries += 1;
  if (name.endsWith('.tmp')) seen.pending += 1;
  if ((facts.mode & 0o077) !== 0) seen.wide += 1;
  if (!seen.otherUser) return;
  try {
    readFileSync(path);
    seen.reads += 1;
  } catch {
    // As it should be.
  }
}
