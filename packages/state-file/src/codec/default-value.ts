import { joinMessages } from '../errors.ts';
import { decodeWith, encodeWith } from './call-codec.ts';
import type { Codec } from './codec.ts';

/**
 * The defaults as a file would give them that says the same: a new value each time, since whoever
 * gets it may change it in place.
 *
 * @throws TypeError when they cannot be written, or not be read again
 */
export function defaultValue<T>({
  codec,
  defaults,
}: {
  readonly codec: Codec<T>;
  readonly defaults?: T | undefined;
}): T | undefined {
  if (defaults === undefined) return undefined;
  const decoded = decodeWith(codec, encodeWith(codec, defaults, undefined));
  if (decoded.ok) return decoded.value;
  throw new TypeError(`defaults cannot be written: ${joinMessages(decoded.issues)}`);
}
