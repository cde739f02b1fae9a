import { readFileSync } from 'node:fs';

/** What a file of proc(5) says, byte by byte; empty where there is none. */
export function procFile(name: string): string {
  try {
    return readFileSync(`/proc/self/${name}`, 'latin1');
  } catch {
    return '';
  }
}
