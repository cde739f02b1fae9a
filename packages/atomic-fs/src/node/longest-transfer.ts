/**
 * The most bytes that one call reads or writes. Node refuses more than 2^31 - 1, and Linux transfers
 * fewer than that; a call in the thread pool is not much longer for it.
 */
const longestTransfer = 2 ** 30;

/** How many bytes one call transfers, of those of a buffer from `offset` on. */
export function transferLength(buffer: Uint8Array, offset: number): number {
  return Math.min(buffer.length - offset, longestTransfer);
}
