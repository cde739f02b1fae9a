import { fstatSync, statSync } from 'node:fs';

/**
 * Whether a descriptor may be that of a terminal. Asked before `node:tty`, which costs an eighth of
 * the start: it is loaded for a character device only, and the null device is none of those.
 */
export function mayBeTerminal(fd: number): boolean {
  try {
    const facts = fstatSync(fd);
    return facts.isCharacterDevice() && !isNullDevice(facts.rdev);
  } catch {
    return false;
  }
}

/** Scripts often throw one stream away. */
function isNullDevice(device: number): boolean {
  return device === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}
