import { lstatSync, readFileSync } from 'node:fs';

/** The process that holds a write lock on `path`, from Linux's /proc/locks (proc_locks(5)). */
export function readLockHolder(path: string): number | undefined {
  try {
    const inode = lstatSync(path).ino;
    for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
      const match = /^\d+: \S+\s+\S+\s+WRITE (\d+) [\da-f]+:[\da-f]+:(\d+) /.exec(line);
      const pid = Number(match?.[1]);
      if (match !== null && Number(match[2]) === inode && pid > 0) return pid;
    }
  } catch {
    // The holder is only for a message: where the kernel does not say, it is unknown.
  }
  return undefined;
}
