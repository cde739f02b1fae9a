import { gunzipSync, inflateSync } from 'node:zlib';

/** Everything that is compressed in some bytes, wherever it begins. */
export function unpacked(bytes: Buffer): string {
  const found: string[] = [];
  for (let at = 0; at < bytes.length - 1; at += 1) {
    const [first, second] = [bytes[at], bytes[at + 1]];
    const isDeflated = first === 0x78 && (0x7800 + Number(second)) % 31 === 0;
    const isZipped = first === 0x1f && second === 0x8b;
    if (!isDeflated && !isZipped) continue;
    const rest = bytes.subarray(at);
    try {
      found.push((isZipped ? gunzipSync(rest) : inflateSync(rest)).toString('latin1'));
    } catch {
      // These bytes only look like a beginning.
    }
  }
  return found.join('\n');
}
