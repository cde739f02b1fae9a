import { statSync } from 'node:fs';
import type { ProcessFact, SystemFacts } from '../verdict/process-facts.ts';
import { isThere, usablePids } from './process-number.ts';
import type { ProcessReader, SeenProcess } from './process-reader.ts';
import { type PsRow, parsePs, psWords } from './ps-rows.ts';
import { isSharedOnMac } from './shared-files.ts';
import { hostName, systemName } from './system-name.ts';

type Rows = ReadonlyMap<number, PsRow>;

/** Asks `ps`, once for each question. */
export const macProcesses: ProcessReader = {
  system: () => systemName(volumeBirth(), hostName()),
  facts: (pids) => factsIn(processesNow(), pids),
  self: () => seenIn(processesNow(), process.pid),
  ancestors: () => ancestorsIn(processesNow(), process.pid),
  terminal: () => terminalIn(processesNow(), process.pid),
  isShared: isSharedOnMac,
};

/**
 * The first process starts with the boot, and its start never changes; the time of the boot that the
 * kernel names does, whenever the clock is set.
 */
function factsIn(rows: Rows, pids: Iterable<number>): SystemFacts {
  const boot = rows.get(1)?.start;
  if (boot === undefined) return { boot, pidNamespace: undefined, processes: new Map() };
  const processes = usablePids(pids).map((pid) => [pid, factIn(rows, pid)] as const);
  return { boot, pidNamespace: '', processes: new Map(processes) };
}

function factIn(rows: Rows, pid: number): ProcessFact {
  const row = rows.get(pid);
  if (row !== undefined) return { status: 'present', start: row.start, ended: row.ended };
  return { status: isThere(pid) ? 'hidden' : 'absent' };
}

function ancestorsIn(rows: Rows, pid: number): readonly SeenProcess[] {
  const found: SeenProcess[] = [];
  let parent = rows.get(pid)?.parent ?? 0;
  while (parent > 0) {
    const seen = seenIn(rows, parent);
    if (seen === undefined) break;
    found.push(seen);
    parent = rows.get(parent)?.parent ?? 0;
  }
  return found;
}

/** The number of a session is not shown: its leader is found by the terminal that both have. */
function terminalIn(rows: Rows, pid: number): SeenProcess | undefined {
  const terminal = rows.get(pid)?.terminal;
  if (terminal === undefined) return undefined;
  const [leader = 0, ...others] = [...rows]
    .filter(([, row]) => row.terminal === terminal && row.leads)
    .map(([each]) => each);
  return others.length > 0 ? undefined : seenIn(rows, leader);
}

function seenIn(rows: Rows, pid: number): SeenProcess | undefined {
  const row = rows.get(pid);
  return row === undefined || row.ended ? undefined : { pid, start: row.start, name: row.name };
}

/** Empty where `ps` cannot be run, as in a sandbox, and where it shows other processes than ours. */
function processesNow(): Rows {
  try {
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const { stdout } = spawnSync('/bin/ps', psWords, {
      encoding: 'utf8',
      // The times are compared as text: whoever asks, they have to be written in the same way.
      env: { LC_ALL: 'C', TZ: 'UTC0' },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
      maxBuffer: 2 ** 26,
    });
    const rows = parsePs(stdout);
    return rows.get(process.pid)?.parent === process.ppid ? rows : new Map();
  } catch {
    return new Map();
  }
}

/** When the volume of this machine's data was made, which a copied home does not bring along. */
function volumeBirth(): string | undefined {
  try {
    return statSync('/System/Volumes/Data').birthtimeMs.toString();
  } catch {
    return undefined;
  }
}
