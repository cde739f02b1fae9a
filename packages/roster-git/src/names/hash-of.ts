import { claimKey } from '@missionctl/roster';

/** So many hexadecimal digits of the SHA-256 of a text, 40 at most; as the roster names files of claims. */
export function hashOf(text: string, digits: number): string {
  return claimKey(text).slice(0, digits);
}
