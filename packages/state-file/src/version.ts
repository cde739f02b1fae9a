/**
 * The version of a content: equal for equal bytes, and different for different ones but for one pair
 * in 2^64. It guards against accidents, not against forgery: no cryptography, which costs a command
 * line a fifth of its start.
 *
 * Two lanes of 32 bits that multiply, rotate and mix each word differently, and are mixed once more
 * at the end, so that swapped or shifted words do not cancel out (the construction of MurmurHash3,
 * https://github.com/aappleby/smhasher).
 */
export function versionOf(bytes: Uint8Array): string {
  let one = 0x9e3779b9;
  let other = 0x85ebca6b;
  for (let at = 0; at < bytes.length; at += 4) {
    const word = wordAt(bytes, at);
    one = Math.imul(rotate(one ^ mix(word, 0xcc9e2d51, 15), 13), 5) + 0xe6546b64;
    other = Math.imul(rotate(other ^ mix(word, 0x239b961b, 16), 17), 5) + 0x561ccd1b;
    other = (other + one) | 0;
  }
  return `${finish(one ^ bytes.length)}.${finish(other ^ bytes.length)}`;
}

/** Four bytes from `at` on; what is beyond the end counts as 0, and the length tells it apart. */
function wordAt(bytes: Uint8Array, at: number): number {
  const upper = ((bytes[at + 3] ?? 0) << 24) | ((bytes[at + 2] ?? 0) << 16);
  return upper | ((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0);
}

function mix(word: number, factor: number, by: number): number {
  return Math.imul(rotate(Math.imul(word, factor), by), 0x1b873593);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Lets every bit of a lane reach every other. */
function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
