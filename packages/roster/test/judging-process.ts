import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Anchor, linuxFacts, stateOfAnchor } from '../src/index.ts';

// Run in a namespace of process ids of its own: judges an anchor of the outside, and one whose
// number another process has got meanwhile. Prints the two states as JSON.

const machine = 'this one';

function stateNow(anchor: Anchor): string {
  return stateOfAnchor(anchor, linuxFacts(machine, [anchor.pid]));
}

async function sleeper(): Promise<ChildProcess> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function stateAfterReuse(): Promise<string> {
  const first = await sleeper();
  const pid = first.pid ?? 0;
  const facts = linuxFacts(machine, [pid]);
  const found = facts.processes.get(pid);
  await end(first);
  if (found?.status !== 'present') return `first: ${found?.status}`;
  const { boot = '', pidNamespace = '' } = facts;
  // The two starts differ by ticks of a clock, of which there are a hundred in a second.
  await pause(50);
  writeFileSync('/proc/sys/kernel/ns_last_pid', `${pid - 1}`);
  const second = await sleeper();
  const anchor = { kind: 'life', machine, boot, pidNamespace, pid, start: found.start };
  const state = second.pid === pid ? stateNow(anchor) : `second: ${second.pid}, not ${pid}`;
  await end(second);
  return state;
}

const [outside = ''] = process.argv.slice(2);
const answer = {
  outside: stateNow(JSON.parse(outside) as Anchor),
  reused: await stateAfterReuse(),
};
console.log(JSON.stringify(answer));
