import { readFileSync } from 'node:fs';
import { type Culprit, nameOfCulprit, ProgramError } from './program-error.ts';

/**
 * Requires that arguments and environment reach a program as they came. Node reads them as UTF-8,
 * and puts U+FFFD in the place of every other byte, so that a text without it has not been changed.
 * Linux still has the bytes, which tell such a text from one that came with U+FFFD in it; elsewhere
 * both are refused.
 *
 * @throws ProgramError `EILSEQ`
 */
export function requireSameBytes(words: readonly string[], environment: NodeJS.ProcessEnv): void {
  const culprit = changedWord(words) ?? changedVariable(environment);
  if (culprit === undefined) return;
  const message = `${nameOfCulprit(culprit)} is not UTF-8, and would be changed`;
  throw new ProgramError('EILSEQ', message, culprit);
}

function changedWord(words: readonly string[]): Culprit | undefined {
  const argument = indexOfChanged(words);
  return argument === -1 ? undefined : { argument };
}

/** Of the last words of this process, the first that is not what the process was given; -1 for none. */
export function indexOfChanged(words: readonly string[]): number {
  if (!words.some(isSuspect)) return -1;
  const given = entriesOf('/proc/self/cmdline')?.slice(-words.length);
  return words.findIndex((word, at) => isSuspect(word) && !came(word, given?.[at]));
}

function changedVariable(environment: NodeJS.ProcessEnv): Culprit | undefined {
  // Of a name that is not UTF-8 Node knows no value, so a copy of its environment lacks it.
  const names = new Set([...Object.keys(environment), ...Object.getOwnPropertyNames(process.env)]);
  const suspects = [...names]
    .map((name) => ({ name, entry: `${name}=${environment[name] ?? ''}` }))
    .filter(({ entry }) => isSuspect(entry));
  if (suspects.length === 0) return undefined;
  const given = new Map(
    entriesOf('/proc/self/environ')?.map((bytes) => [bytes.toString(), bytes]) ?? [],
  );
  const changed = suspects.find(({ entry }) => !came(entry, given.get(entry)));
  return changed && { variable: changed.name };
}

function isSuspect(text: string): boolean {
  return text.includes('\u{fffd}');
}

/** Whether a text is what these bytes say. */
function came(text: string, bytes: Buffer | undefined): boolean {
  return bytes !== undefined && Buffer.from(text).equals(bytes);
}

/** What the kernel was given when this process began; undefined where it does not say. */
function entriesOf(path: string): readonly Buffer[] | undefined {
  try {
    const entries: Buffer[] = [];
    const bytes = readFileSync(path);
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(0, start);
      entries.push(bytes.subarray(start, end === -1 ? bytes.length : end));
      start = end === -1 ? bytes.length : end + 1;
    }
    return entries;
  } catch {
    return undefined;
  }
}
