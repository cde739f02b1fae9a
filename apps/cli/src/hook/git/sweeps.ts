import { type GitCall, gitCalls } from './git-calls.ts';
import type { ShellWord } from './shell-words.ts';

/** No command line that somebody writes is longer. */
const longest = 100_000;

/**
 * The directories in which a command line moves HEAD, or sweeps what others have changed in their checkout.
 * Where that cannot be said, there is none: a warning that is often wrong is not read.
 *
 * @param line - what a shell is to run
 * @param directory - the absolute path of the directory in which it is run
 * @returns absolute paths, each once
 */
export function sweptDirectories(line: string, directory: string): readonly string[] {
  if (line.length > longest || !/\bgit\b/.test(line)) return [];
  const swept = gitCalls(line, directory).filter(sweeps);
  return [...new Set(swept.flatMap((call) => call.directory ?? []))];
}

type Sweeps = (flags: Flags) => boolean;

const always: Sweeps = () => true;

/** Which commands of git do it; what is not here is an alias, or harmless. */
const sweepers: ReadonlyMap<string, Sweeps> = new Map([
  ['checkout', always],
  ['switch', always],
  ['restore', always],
  ['reset', always],
  ['stash', ({ first }) => first !== 'list' && first !== 'show'],
  ['clean', ({ has }) => !has('n', '--dry-run')],
  ['pull', always],
  ['rebase', always],
  ['merge', always],
  ['cherry-pick', always],
  ['revert', always],
  ['am', always],
  [
    'add',
    ({ has, first }) =>
      !has('n', '--dry-run') &&
      (has('A', '--all') || has('u', '--update') || first === '.' || first === ':/'),
  ],
  ['commit', ({ has }) => !has('', '--dry-run') && has('a', '--all')],
]);

function sweeps({ command, words }: GitCall): boolean {
  const flags = flagsOf(words);
  return !flags.has('h', '--help') && sweepers.get(command)?.(flags) === true;
}

interface Flags {
  /** The first word that is no flag. */
  readonly first: string | undefined;
  /** Whether a flag is given, by its letter or its word. */
  readonly has: (letter: string, word: string) => boolean;
}

/** Of these short flags the rest of the word is the value, or the next word is. */
const valued = /[mFCct]/;

function flagsOf(words: readonly ShellWord[]): Flags {
  const letters = new Set<string>();
  const long = new Set<string>();
  let first: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const { text = '--' } = words[at] ?? {};
    if (text === '--') {
      first ??= words[at + 1]?.text;
      break;
    }
    if (text.startsWith('--')) long.add(text);
    else if (text.startsWith('-')) {
      const value = text.slice(1).search(valued);
      for (const letter of value === -1 ? text.slice(1) : text.slice(1, value + 1)) {
        letters.add(letter);
      }
      if (value === text.length - 2) at += 1;
    } else first ??= text;
  }
  return { first, has: (letter, word) => letters.has(letter) || long.has(word) };
}
