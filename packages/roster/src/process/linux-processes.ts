import { readFileSync, readlinkSync } from 'node:fs';
import type { ProcessFact, SystemFacts } from '../verdict/process-facts.ts';
import { isThere, usablePids } from './process-number.ts';
import type { ProcessReader, SeenProcess } from './process-reader.ts';
import { type ProcessStat, parseStat } from './process-stat.ts';
import { isSharedOnLinux } from './shared-files.ts';
import { hostName, systemName } from './system-name.ts';

/** Reads what `/proc` says (proc(5)), and starts no process. */
export const linuxProcesses: ProcessReader = {
  system: () =>
    systemName(
      idAt('/etc/machine-id') ?? idAt('/var/lib/dbus/machine-id'),
      textAt('/proc/sys/kernel/hostname') ?? hostName(),
    ),
  facts,
  self: () => (ownNamespaces() === undefined ? undefined : seen(process.pid)),
  ancestors: () => (ownNamespaces() === undefined ? [] : ancestorsOf(process.pid)),
  terminal: () => (ownNamespaces() === undefined ? undefined : sessionLeader()),
  isShared: isSharedOnLinux,
};

/** systemd writes a word into an image that gets its id at the first boot (machine-id(5)). */
function idAt(path: string): string | undefined {
  const id = textAt(path)?.trim();
  return id === '' || id === 'uninitialized' ? undefined : id;
}

function facts(pids: Iterable<number>): SystemFacts {
  const pidNamespace = ownNamespaces();
  if (pidNamespace === undefined) {
    return { boot: undefined, pidNamespace, processes: new Map() };
  }
  return {
    boot: textAt('/proc/sys/kernel/random/boot_id')?.trim(),
    pidNamespace,
    processes: new Map(usablePids(pids).map((pid) => [pid, factOf(pid)])),
  };
}

/**
 * The namespaces in which this process counts numbers and starts: those of pids and of time
 * (time_namespaces(7) moves the start of a process too). Undefined where `/proc` is not ours: a
 * sandbox can show that of another namespace, in which each number is somebody else's.
 */
function ownNamespaces(): string | undefined {
  if (linkAt('/proc/self') !== String(process.pid)) return undefined;
  // Both namespaces may happen to give us one number; the kernel lists one for each.
  const numbers = /^NSpid:(.*)$/m.exec(textAt('/proc/self/status') ?? '')?.[1];
  if (numbers !== undefined && numbers.trim().split(/\s+/).length > 1) return undefined;
  const pids = linkAt('/proc/self/ns/pid');
  return pids === undefined ? undefined : `${pids} ${linkAt('/proc/self/ns/time') ?? ''}`.trim();
}

function factOf(pid: number): ProcessFact {
  const stat = statOf(pid);
  if (stat !== undefined) return { status: 'present', start: stat.start, ended: stat.ended };
  // Nothing to read proves nothing: `/proc` may be mounted with hidepid.
  return { status: isThere(pid) ? 'hidden' : 'absent' };
}

function ancestorsOf(pid: number): readonly SeenProcess[] {
  const found: SeenProcess[] = [];
  let next = statOf(pid)?.parent ?? 0;
  while (next > 0) {
    const stat = statOf(next);
    if (stat === undefined) break;
    found.push(seenBy(next, stat));
    next = stat.parent;
  }
  return found;
}

function sessionLeader(): SeenProcess | undefined {
  const own = statOf(process.pid);
  return own?.hasTerminal === true && own.session > 0 ? seen(own.session) : undefined;
}

function seen(pid: number): SeenProcess | undefined {
  const stat = statOf(pid);
  return stat === undefined || stat.ended ? undefined : seenBy(pid, stat);
}

function seenBy(pid: number, { start, name }: ProcessStat): SeenProcess {
  return { pid, start, name };
}

function statOf(pid: number): ProcessStat | undefined {
  const line = textAt(`/proc/${pid}/stat`);
  return line === undefined ? undefined : parseStat(line);
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
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
