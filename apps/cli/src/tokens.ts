import type { Flag } from './command.ts';
import { globalFlags, isFlag, typed } from './global-flags.ts';

/** A word of a command line, or a flag together with its value. */
export type Token = FlagToken | { readonly kind: 'argument'; readonly word: string };

export interface FlagToken {
  readonly kind: 'flag';
  /** As it is typed, without a value that is joined to it. */
  readonly name: string;
  readonly value: string | undefined;
  /** Whether the value is joined to the name, as in `--as=bot`. */
  readonly joined: boolean;
}

/**
 * Sorts the words behind a command's name into flags, with their values, and arguments; behind `--` are
 * arguments only. Whether there may be such a flag is not asked here.
 */
export function tokensOf(
  words: readonly string[],
  own: Readonly<Record<string, Flag>>,
): readonly Token[] {
  const valued = valuedFlags(own);
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = ''] = word.split('=', 1);
    const joined = name !== word;
    if (word === '--') {
      return [
        ...tokens,
        ...words.slice(at + 1).map((each) => ({ kind: 'argument', word: each }) as const),
      ];
    }
    if (!isFlag(word)) {
      tokens.push({ kind: 'argument', word });
    } else if (joined || !valued.has(name)) {
      const value = joined ? word.slice(name.length + 1) : undefined;
      tokens.push({ kind: 'flag', name, value, joined });
    } else {
      at += 1;
      tokens.push({ kind: 'flag', name, value: words[at], joined });
    }
  }
  return tokens;
}

function valuedFlags(own: Readonly<Record<string, Flag>>): ReadonlySet<string> {
  const flags = Object.entries({ ...own, ...globalFlags });
  return new Set(flags.filter(([, { kind }]) => kind !== 'switch').map(([name]) => typed(name)));
}

export function asksForHelp(token: Token): boolean {
  return token.kind === 'flag' && !token.joined && helping.has(token.name);
}

export function asksForVersion(token: Token): boolean {
  return token.kind === 'flag' && !token.joined && versioning.has(token.name);
}

/** Whether a flag is one of those that ask about the program itself. */
export function isAboutItself(name: string): boolean {
  return helping.has(name) || versioning.has(name);
}

const helping: ReadonlySet<string> = new Set(['--help', '-h']);
const versioning: ReadonlySet<string> = new Set(['--version', '-v']);
