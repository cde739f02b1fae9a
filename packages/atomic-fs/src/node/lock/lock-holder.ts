import { lstatSync, readFileSync } from 'node:fs';

/**
 * The process that holds a write lock on `path`, from Linux's /proc/locks (proc_locks(5)). Only where
 * the kernel names the file there as stat(2) does: btrfs and overlayfs number their devices in
 * another way, and then the holder is unknown.
 */
export function readLockHolder(path: string): number | undefined {
  try {
    const { dev, ino } = lstatSync(path, { bigint: true });
    const file = `${deviceName(dev)}:${ino}`;
    for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
      const [, pid, locked] = /^\d+: \S+\s+\S+\s+WRITE (\d+) (\S+) /.exec(line) ?? [];
      if (locked === file && Number(pid) > 0) return Number(pid);
    }
  } catch {
    // The holder is only for a message: where the kernel does not say, it is unknown.
  }
  return undefined;
}

/** Major and minor number in hexadecimal, out of what the C library makes of both (makedev(3)). */
function deviceName(device: bigint): string {
  const major = ((device >> 32n) & 0xfffff000n) | ((device >> 8n) & 0xfffn);
  const minor = ((device >> 12n) & 0xffffff00n) | (device & 0xffn);
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':');
}
