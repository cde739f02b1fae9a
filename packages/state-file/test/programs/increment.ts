// increment <path> <count>: adds one to the counter, as often as it says; every other time without
// blocking. Waits for a line before it begins, so that all begin at once.
import { once } from 'node:events';
import { updateState, updateStateSync } from '../../src/index.ts';
import { fileAt, oneMore } from './counter-file.ts';

const [path = '', count = ''] = process.argv.slice(2);
const file = fileAt(path);
const wait = { timeoutMs: 60_000 };

console.log('ready');
await once(process.stdin, 'data');
process.stdin.destroy();
for (let done = 0; done < Number(count); done += 1) {
  if (done % 2 === 0) updateStateSync(file, oneMore, wait);
  else await updateState(file, oneMore, wait);
}
