import { CliError } from './cli-error.ts';
import type { Command, Flag } from './command.ts';
import { commandAt, type GlobalFlags, globalFlags, isFlag, typed } from './global-flags.ts';
import { routeTo } from './routes.ts';

/** What a line of words asks for. */
export type Reading =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: string | undefined }
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly flags: GlobalFlags;
      readonly args: readonly string[];
    };

/** Reads the words after the program's own name. @throws CliError `USAGE`, for the first wrong one */
export async function readWords(words: readonly string[]): Promise<Reading> {
  const at = commandAt(words);
  const name = words[at];
  if (name === undefined || name === '--') return readWithoutCommand(words.slice(0, at), name);
  const route = routeTo(name);
  if (route === undefined) throw await unknownCommand(name);
  const command = await route.load();
  const rest = [...words.slice(0, at), ...words.slice(at + 1)];
  const tokens = tokensOf(rest, command.flags);
  if (tokens.some(asksForHelp)) return { kind: 'help', command: route.name };
  const flags: Record<string, string | boolean> = {};
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') args.push(token.value);
    if (token.kind === 'option') await readFlag(token, command.flags, flags);
  }
  refuseTooMany(args, command);
  return { kind: 'command', command, flags: withDefaults(flags), args };
}

/** Only the root's own flags make sense alone: help and version. */
async function readWithoutCommand(
  words: readonly string[],
  separator: string | undefined,
): Promise<Reading> {
  const tokens = tokensOf(words, {});
  for (const token of tokens) {
    if (token.kind !== 'option' || asksForHelp(token) || asksForVersion(token)) continue;
    await readFlag(token, {}, {});
  }
  if (separator === undefined) {
    if (words.length === 0 || tokens.some(asksForHelp)) return { kind: 'help', command: undefined };
    if (tokens.some(asksForVersion)) return { kind: 'version' };
  }
  throw usage('no command is named');
}

type Token =
  | { readonly kind: 'positional'; readonly value: string }
  | {
      readonly kind: 'option';
      /** As it is typed, without a value that is joined to it. */
      readonly rawName: string;
      readonly value: string | undefined;
      readonly inlineValue: boolean;
    };
type OptionToken = Extract<Token, { kind: 'option' }>;

/** The words, sorted: flags with their values, and arguments. Whether they may be is told later. */
function tokensOf(words: readonly string[], own: Readonly<Record<string, Flag>>): readonly Token[] {
  const valued = new Set<string>();
  for (const [name, { kind }] of Object.entries({ ...own, ...globalFlags })) {
    if (kind !== 'switch') valued.add(typed(name));
  }
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      for (const value of words.slice(at + 1)) tokens.push({ kind: 'positional', value });
      break;
    }
    if (!isFlag(word)) {
      tokens.push({ kind: 'positional', value: word });
      continue;
    }
    const equals = word.indexOf('=');
    const rawName = equals === -1 ? word : word.slice(0, equals);
    if (equals === -1 && valued.has(rawName)) {
      at += 1;
      tokens.push({ kind: 'option', rawName, value: words[at], inlineValue: false });
    } else {
      const value = equals === -1 ? undefined : word.slice(equals + 1);
      tokens.push({ kind: 'option', rawName, value, inlineValue: equals !== -1 });
    }
  }
  return tokens;
}

function asksForHelp(token: Token): boolean {
  return token.kind === 'option' && (token.rawName === '--help' || token.rawName === '-h');
}

function asksForVersion(token: Token): boolean {
  return token.kind === 'option' && (token.rawName === '--version' || token.rawName === '-v');
}

async function readFlag(
  { rawName, value, inlineValue }: OptionToken,
  own: Readonly<Record<string, Flag>>,
  into: Record<string, string | boolean>,
): Promise<void> {
  const field = rawName.slice(2).replace(/-[a-z]/g, (dashed) => dashed.charAt(1).toUpperCase());
  const flags = { ...own, ...globalFlags };
  const flag = Object.hasOwn(flags, field) && rawName === typed(field) ? flags[field] : undefined;
  if (flag === undefined) throw await unknownFlag(rawName, Object.keys(flags).map(typed));
  if (flag.kind === 'switch') {
    if (value !== undefined) throw usage(`${rawName} takes no value`);
    into[field] = true;
    return;
  }
  // Not a word that is empty: that is a value, of which its command says what is wrong with it.
  if (value === undefined || (inlineValue && value === '')) throw usage(`${rawName} needs a value`);
  if (!inlineValue && /^-./.test(value)) {
    throw usage(`${rawName} needs a value, and ${value} is a flag`);
  }
  if (into[field] !== undefined) throw usage(`${rawName} is given twice`);
  if (flag.kind === 'choice' && !flag.values.includes(value)) {
    throw usage(`${rawName} is one of ${flag.values.join('|')}, not "${value}"`);
  }
  into[field] = value;
}

function refuseTooMany(args: readonly string[], { args: taken = [] }: Command): void {
  if (taken.at(-1)?.rest === true || args.length <= taken.length) return;
  const most = taken.length === 0 ? 'no argument is taken' : `one argument is taken`;
  throw usage(`${most}, and "${args[taken.length]}" is one more`);
}

function withDefaults(flags: Readonly<Record<string, string | boolean>>): GlobalFlags {
  return { json: false, quiet: false, color: flags['noColor'] !== true, ...flags };
}

async function unknownCommand(name: string): Promise<CliError> {
  const { suggestCommand } = await import('./suggest.ts');
  return usage(`no command is called ${name}${suggestCommand(name)}`);
}

async function unknownFlag(rawName: string, known: readonly string[]): Promise<CliError> {
  const { suggestFlag } = await import('./suggest.ts');
  return usage(`no flag is called ${rawName}${suggestFlag(rawName, known)}`);
}

function usage(message: string): CliError {
  return new CliError('USAGE', message, { hint: 'missionctl --help' });
}
