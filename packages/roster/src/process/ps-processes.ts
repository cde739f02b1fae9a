import type { ProcessFact, SystemFacts } from '../verdict/process-facts.ts';
import { isThere, usablePids } from './process-number.ts';
import type { ProcessReader, SeenProcess } from './process-reader.ts';
import { type PsRow, parsePs } from './ps-rows.ts';

type Rows = ReadonlyMap<number, PsRow>;

/** The part of a reader that `ps` answers, which is asked once for each question. */
export function psProcesses(
  ps: () => string,
  caller: { readonly pid: number; readonly ppid: number },
): Pick<ProcessReader, 'facts' | 'self' | 'ancestors' | 'terminal'> {
  /** None where it shows other processes than ours, or nothing. */
  const rowsNow = (): Rows => {
    const rows = parsePs(ps());
    return rows.get(caller.pid)?.parent === caller.ppid ? rows : new Map();
  };
  return {
    facts: (pids) => factsIn(rowsNow(), pids),
    self: () => seenIn(rowsNow(), caller.pid),
    ancestors: () => ancestorsIn(rowsNow(), caller.pid),
    terminal: () => leaderIn(rowsNow(), caller.pid),
  };
}

/**
 * The first process starts with the boot, and its start never changes; the time of the boot that the
 * kernel of macOS names does, whenever the clock is set.
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
function leaderIn(rows: Rows, pid: number): SeenProcess | undefined {
  const terminal = rows.get(pid)?.terminal;
  if (terminal === undefined) return undefined;
  for (const [each, row] of rows) {
    if (row.terminal === terminal && row.leads) return seenIn(rows, each);
  }
  return undefined;
}

function seenIn(rows: Rows, pid: number): SeenProcess | undefined {
  const row = rows.get(pid);
  return row === undefined || row.ended ? undefined : { pid, start: row.start, name: row.name };
}
