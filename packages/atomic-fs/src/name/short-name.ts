import { sha256 } from '../node/sha256.ts';

/** A file system takes names of 255 bytes, and a temp name has up to 19 besides that of its target. */
const longestBytes = 230;
const hashLength = 12;
const prefixBytes = longestBytes - 1 - hashLength;
/** No character has more bytes, so no shortened name is shorter than the longest by more than these. */
const shortestShortened = longestBytes - 3;
const shortened = /~[0-9a-f]{12}$/;

/**
 * The name of a target as its temp names have it: itself when it has at most 230 bytes, and else its
 * longest prefix of whole characters that fits, `~`, and 12 hexadecimal digits of its SHA-256. Two
 * targets have one only if these agree as well: a name that looks shortened is shortened itself.
 */
export function shortNameOf(name: string): string {
  const isShort = fits(name, longestBytes);
  if (isShort && (fits(name, shortestShortened - 1) || !shortened.test(name))) return name;
  return `${name.slice(0, lengthIn(name, prefixBytes))}~${sha256(name).slice(0, hashLength)}`;
}

/** Whether a name is as a shortened one would be. */
export function looksShortened(name: string): boolean {
  return !fits(name, shortestShortened - 1) && shortened.test(name);
}

function fits(name: string, bytes: number): boolean {
  // No unit of a string has more than three bytes in UTF-8.
  return name.length * 3 <= bytes || lengthIn(name, bytes) === name.length;
}

/** How much of a name has room in so many bytes, in whole characters. */
function lengthIn(name: string, bytes: number): number {
  return new TextEncoder().encodeInto(name, new Uint8Array(bytes)).read;
}
