import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { replaceFileSync, withLock, withLockSync } from '../../../src/index.ts';

// increment <counter> <times> <sync|async>: locked increments of a counter, once a line says go.
// They are not synced, so that the processes meet at the lock and not at the disk.
const [counter = '', times, form] = process.argv.slice(2);
const patience = { timeoutMs: 200_000 };
const increment = (): void =>
  replaceFileSync(counter, String(Number(readFileSync(counter, 'utf8')) + 1), {
    durability: 'atomic',
  });

console.log('ready');
await once(process.stdin, 'data');
for (let i = 0; i < Number(times); i += 1) {
  if (form === 'sync') withLockSync(`${counter}.lock`, patience, increment);
  else await withLock(`${counter}.lock`, patience, increment);
}
process.stdin.destroy();
