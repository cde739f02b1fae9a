import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { replaceFileSync, updateFileSync, withLock, withLockSync } from '../../../src/index.ts';

// increment <counter> <times> <sync|async|update>: locked increments of a counter, once a line says go.
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
  if (form === 'update') {
    const next = (text = '0'): string => String(Number(text) + 1);
    updateFileSync(counter, next, { ...patience, durability: 'atomic' });
  } else if (form === 'sync') withLockSync(`${counter}.lock`, patience, increment);
  else await withLock(`${counter}.lock`, patience, increment);
}
process.stdin.destroy();
