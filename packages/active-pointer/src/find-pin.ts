import { run, runSync } from '@missionctl/atomic-fs/operations';
import { nearestPin, type Pin } from './nearest-pin.ts';

/**
 * The nearest pin from a directory upwards to the root; undefined when there is none. A pin is a
 * regular file named `.mission` of at most 256 bytes, with one mission id in it; from a `#` to the
 * end of a line is comment. It must belong to this user or to root, and not be writable by
 * everyone: a file planted in a shared directory decides nothing. The first file found decides,
 * and is never passed over for one further up.
 *
 * @param directory - an absolute path; it need not exist
 * @throws ERR_PIN_REFUSED; TypeError when the path is not absolute
 */
export function findPin(directory: string): Promise<Pin | undefined> {
  return run(nearestPin(directory));
}

/** `findPin`, finished when it returns. */
export function findPinSync(directory: string): Pin | undefined {
  return runSync(nearestPin(directory));
}
