import type { Routes } from '../commands/command.ts';
import { findRoute, loadCommand, type NamedCommand } from '../commands/find-route.ts';
import { type Flags, toFlag } from './flag.ts';
import { globalFlags } from './global-flags.ts';

/** One word of a command line, or a flag together with its value. */
export type Token =
  | FlagToken
  | { readonly kind: 'separator' }
  | { readonly kind: 'argument'; readonly word: string };

export interface FlagToken {
  readonly kind: 'flag';
  /** As typed, without a value that is joined to it. */
  readonly name: string;
  /** Undefined when the flag takes none, or when none follows: a flag is never a value. */
  readonly value: string | undefined;
  /** Whether the value is joined to the name, as in `--as=bot`. */
  readonly joined: boolean;
}

/** A command line, split into tokens; nothing in it has been checked. */
export interface ScannedArgv {
  /** The word that names a command; undefined when there is none before `--`. */
  readonly word: string | undefined;
  /** The command that the word names; undefined when it names none. */
  readonly named: NamedCommand | undefined;
  /** All other words, in their order. */
  readonly tokens: readonly Token[];
}

/**
 * Splits the words behind the program's name into tokens. The first word that is neither a flag nor
 * a flag's value names the command; from there on the command's own flags take their values too.
 *
 * @param argv The words behind the program's name.
 * @param routes The commands there are; the one that is named is loaded.
 */
export async function scanArgv(argv: readonly string[], routes: Routes): Promise<ScannedArgv> {
  const tokens: Token[] = [];
  let word: string | undefined;
  let named: NamedCommand | undefined;
  let valued = valuedFlags({});
  let escaped = false;
  for (let at = 0; at < argv.length; at += 1) {
    const each = argv[at] ?? '';
    if (escaped) {
      tokens.push({ kind: 'argument', word: each });
    } else if (each === '--') {
      escaped = true;
      tokens.push({ kind: 'separator' });
    } else if (isFlag(each)) {
      const token = flagToken(each, argv[at + 1], valued);
      if (token.value !== undefined && !token.joined) at += 1;
      tokens.push(token);
    } else if (word === undefined) {
      word = each;
      named = await load(each, routes);
      valued = valuedFlags(named?.command.flags ?? {});
    } else {
      tokens.push({ kind: 'argument', word: each });
    }
  }
  return { word, named, tokens };
}

function flagToken(word: string, next: string | undefined, valued: ReadonlySet<string>): FlagToken {
  const [name = ''] = word.split('=', 1);
  if (name !== word) {
    return { kind: 'flag', name, value: word.slice(name.length + 1), joined: true };
  }
  const takesNext = valued.has(name) && next !== undefined && next !== '--' && !isFlag(next);
  return { kind: 'flag', name, value: takesNext ? next : undefined, joined: false };
}

/** A lone dash is an argument: `switch -` goes back. */
function isFlag(word: string): boolean {
  return word.startsWith('-') && word !== '-' && word !== '--';
}

function valuedFlags(own: Flags): ReadonlySet<string> {
  const flags = Object.entries({ ...own, ...globalFlags });
  return new Set(flags.filter(([, { kind }]) => kind === 'string').map(([name]) => toFlag(name)));
}

async function load(word: string, routes: Routes): Promise<NamedCommand | undefined> {
  const route = findRoute(routes, word);
  return route && (await loadCommand(route));
}
