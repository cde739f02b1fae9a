import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Anchor, stateOfAnchor } from '../src/index.ts';
import { anchorOf, factsNow } from './look.ts';

// Run in a namespace of process ids of its own: decides on an anchor whose number another process has
// got meanwhile, and prints the state.

async function sleeper(): Promise<ChildProcess> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function stateNow(anchor: Anchor): string {
  return stateOfAnchor(anchor, factsNow([anchor.pid]));
}

async function stateAfterReuse(): Promise<string> {
  const first = await sleeper();
  const anchor = anchorOf(first.pid ?? 0);
  await end(first);
  // The two starts differ by ticks of a clock, of which there are a hundred in a second.
  await pause(50);
  writeFileSync('/proc/sys/kernel/ns_last_pid', `${anchor.pid - 1}`);
  const second = await sleeper();
  const isReused = second.pid === anchor.pid && factsNow([anchor.pid]).processes.size === 1;
  const state = isReused ? stateNow(anchor) : `${second.pid}, not ${anchor.pid}`;
  await end(second);
  return state;
}

console.log(await stateAfterReuse());
