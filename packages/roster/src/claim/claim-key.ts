import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * Returns the name of the file that holds the claim of a focus: a focus may hold characters that no
 * file name has, and be as long as none.
 *
 * @param focus - such as `wp:WP01`
 * @returns the first 40 hexadecimal digits of its SHA-256, in lower case
 * @example
 * claimPath(home, 'demo', claimKey('wp:WP01'));
 */
export function claimKey(focus: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(focus))).slice(0, 40);
}
