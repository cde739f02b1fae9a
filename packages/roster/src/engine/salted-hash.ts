import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Equal for equal paths of one machine only; whoever does not know the machine's id cannot try paths. */
export function saltedHash(machine: string, path: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(`${machine}\0${path}`))).slice(0, 40);
}
