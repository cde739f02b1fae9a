import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { acquireLock, acquireLockSync, createLock } from '@missionctl/atomic-fs';
import { startSignal } from './start-signal.ts';

// growth-process <handles|waits|holds> <directory> <count>: what so many held handles take of memory; or
// what the event loop of a server is late by that waits for so many locks, which `holds` has.
const [what, directory = '', number] = process.argv.slice(2);
const count = Number(number);
const paths = Array.from({ length: count }, (_, i) => join(directory, `${i}.lck`));

if (what === 'holds') {
  for (const path of paths) acquireLockSync(path);
  process.send?.('held');
  await once(process, 'disconnect');
} else {
  await startSignal();
  console.log(JSON.stringify(what === 'handles' ? await handles() : await waits()));
}

async function handles(): Promise<{ readonly bytes: number }> {
  createLock(join(directory, 'first')).acquireSync();
  const before = process.memoryUsage().rss;
  const held = paths.map((path) => createLock(path).acquireSync());
  const bytes = (process.memoryUsage().rss - before) / count;
  for (const lock of held) lock.release();
  return { bytes };
}

async function waits(): Promise<Readonly<Record<string, number>>> {
  const holder = fork(fileURLToPath(import.meta.url), ['holds', directory, String(count)], {
    execArgv: ['--conditions=missionctl-source'],
  });
  await once(holder, 'message');
  const idle = await delays();
  const ended = new AbortController();
  const { signal } = ended;
  const waiting = paths.map((path) => acquireLock(path, { timeoutMs: 600_000, signal }));
  await pause(500);
  const busy = await delays();
  ended.abort();
  await Promise.allSettled(waiting);
  holder.disconnect();
  return {
    delayMs: busy.p50,
    delayP99Ms: busy.p99,
    idleMs: idle.p50,
    idleP99Ms: idle.p99,
    cpuPercent: busy.cpuPercent,
  };
}

/** How late a timer of a millisecond is, for two seconds, and what of a processor the process uses. */
async function delays(): Promise<Readonly<Record<'p50' | 'p99' | 'cpuPercent', number>>> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  monitor.enable();
  await pause(2000);
  monitor.disable();
  const { user, system } = process.cpuUsage(cpu);
  const ms = (percentile: number): number => Math.round(monitor.percentile(percentile) / 1e4) / 100;
  return { p50: ms(50), p99: ms(99), cpuPercent: Math.round((user + system) / 2e4) };
}
