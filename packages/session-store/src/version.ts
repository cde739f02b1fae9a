const prime = 0x01000193;

/**
 * The version of a file's content: equal for equal bytes. Two FNV-1a hashes of 32 bits
 * (http://www.isthe.com/chongo/tech/comp/fnv/) and the length: it guards against accidents, not
 * against forgery, and needs no crypto, which costs a command line a fifth of its start.
 */
export function versionOf(bytes: Uint8Array): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, prime);
    high = Math.imul(high ^ (byte + 0x9e), prime);
  }
  return `${hex(high)}${hex(low)}-${bytes.length}`;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
