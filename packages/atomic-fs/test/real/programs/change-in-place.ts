import { closeSync, openSync } from 'node:fs';
import { nodeSystem } from '../../../src/operations.ts';
import { outcomeOf } from '../outcome.ts';

// change-in-place <path>: asks the system to change the file, and prints what came of each call.
const [path = ''] = process.argv.slice(2);
const fd = openSync(path, 'r+');
const calls = {
  append: () => nodeSystem.open(path, 'append', 0),
  ftruncate: () => nodeSystem.ftruncate(fd, 0),
  futimes: () => nodeSystem.futimes(fd, 0, 0),
};
const outcomes = await Promise.all(
  Object.entries(calls).map(async ([name, call]) => [name, await outcomeOf(async () => call())]),
);
closeSync(fd);
console.log(JSON.stringify(Object.fromEntries(outcomes)));
