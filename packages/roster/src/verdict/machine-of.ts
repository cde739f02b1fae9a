/**
 * Makes the id of a machine, as anchors name it. It is made of both what the home keeps and what the
 * system says, so that a home that was copied is on another machine; what the system says cannot be
 * read in it.
 *
 * @param randomId - the random id that the home keeps
 * @param system - what the system calls the machine, by `ProcessReader.system`
 * @returns 32 hexadecimal digits; undefined where one of the two is not known
 * @example
 * const machine = machineOf(randomId, reader.system());
 */
export function machineOf(
  randomId: string | undefined,
  system: string | undefined,
): string | undefined {
  if (randomId === undefined || system === undefined) return undefined;
  const text = JSON.stringify([randomId, system]);
  return [1, 2, 3, 4].map((seed) => mixed(text, seed).toString(16).padStart(8, '0')).join('');
}

/**
 * MurmurHash3 of 32 bits (https://github.com/aappleby/smhasher), over code units. A cryptographic one
 * costs loading it, and here is nobody to be kept out: who can read an anchor can read the machine.
 */
function mixed(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) {
    const unit = rotated(Math.imul(text.charCodeAt(at), 0xcc9e2d51), 15);
    hash = rotated(hash ^ Math.imul(unit, 0x1b873593), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
