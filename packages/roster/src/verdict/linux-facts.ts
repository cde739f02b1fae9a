import { readFileSync, readlinkSync } from 'node:fs';
import type { ProcessFact, ProcessFacts } from './process-facts.ts';

/**
 * Reads what `/proc` says of processes (proc(5)), without starting one. It counts only where
 * `/proc/self` is this process: a sandbox can show the `/proc` of another namespace, and there each
 * number would name somebody else.
 *
 * @param machine - the id of this machine, as the home keeps it
 * @param pids - which processes
 * @returns what was found
 * @example
 * const facts = linuxFacts(machine, [anchor.pid]);
 */
export function linuxFacts(machine: string | undefined, pids: Iterable<number>): ProcessFacts {
  const isOurs = linkAt('/proc/self') === String(process.pid);
  return {
    machine,
    boot: textAt('/proc/sys/kernel/random/boot_id')?.trim(),
    pidNamespace: isOurs ? linkAt('/proc/self/ns/pid') : undefined,
    processes: new Map(isOurs ? usable(pids).map((pid) => [pid, factOf(pid)]) : []),
  };
}

/** Zero and below are no process: kill(2) takes them for groups. */
function usable(pids: Iterable<number>): readonly number[] {
  return [...new Set(pids)].filter((pid) => Number.isSafeInteger(pid) && pid > 0);
}

function factOf(pid: number): ProcessFact {
  if (isAbsent(pid)) return { status: 'absent' };
  const stat = textAt(`/proc/${pid}/stat`);
  // It may also have ended between the two looks; then the next verdict knows.
  return (stat === undefined ? undefined : presentBy(stat)) ?? { status: 'hidden' };
}

/** EPERM says that it is there, and another user's. */
function isAbsent(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * The second field is the name of the program, which may hold spaces and parentheses; the others are
 * counted from its end. A zombie with threads is one whose first thread alone has ended.
 */
function presentBy(stat: string): ProcessFact | undefined {
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const threads = fields[16];
  const start = fields[18];
  if (state === undefined || threads === undefined || start === undefined) return undefined;
  const ended = state === 'X' || (state === 'Z' && Number(threads) <= 1);
  return { status: 'present', start, ended };
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
