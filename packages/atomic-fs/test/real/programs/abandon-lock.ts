import { setTimeout as pause } from 'node:timers/promises';
import { acquireLock, acquireLockSync } from '../../../src/index.ts';

// abandon-lock <lock> <sync|async>: takes a lock, loses every reference to it, and collects garbage.
const [path = '', form] = process.argv.slice(2);
const collected: string[] = [];
const registry = new FinalizationRegistry((name: string) => collected.push(name));

registry.register(form === 'sync' ? acquireLockSync(path) : await acquireLock(path), 'lock');
for (let i = 0; i < 200 && collected.length === 0; i += 1) {
  await pause(1);
  globalThis.gc?.();
}
console.log(collected.length === 1 ? 'collected' : 'not collected');
setInterval(() => {}, 60_000);
