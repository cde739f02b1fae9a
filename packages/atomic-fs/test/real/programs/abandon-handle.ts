import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createLock } from '../../../src/index.ts';

// abandon-handle <lock> <sync|async>: loses every reference to a handle, and collects garbage: first
// one that is idle, then one that holds its lock. Says how many descriptors of the lock file are open.
const [path = '', form] = process.argv.slice(2);
const collected: string[] = [];
const registry = new FinalizationRegistry((name: string) => collected.push(name));

async function abandon(held: boolean): Promise<void> {
  const handle = createLock(path);
  const lock = form === 'sync' ? handle.acquireSync() : await handle.acquire();
  if (!held) lock.release();
  registry.register(handle, 'handle');
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;
}

for (const held of [false, true]) {
  collected.length = 0;
  await abandon(held);
  const wanted = held ? 1 : 0;
  for (let i = 0; i < 200 && (collected.length === 0 || descriptors() !== wanted); i += 1) {
    await pause(1);
    globalThis.gc?.();
  }
  console.log(`${collected.length === 1 ? '' : 'not '}collected, ${descriptors()} descriptors`);
}
setInterval(() => {}, 60_000);
