import { CliError } from './cli-error.ts';
import type { Command, Flag } from './command.ts';
import { commandAt, type GlobalFlags, globalFlags, typed } from './global-flags.ts';
import { routeTo } from './routes.ts';
import { asksForHelp, asksForVersion, type FlagToken, tokensOf } from './tokens.ts';

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
  const tokens = tokensOf([...words.slice(0, at), ...words.slice(at + 1)], command.flags);
  if (tokens.some(asksForHelp)) return { kind: 'help', command: route.name };
  const given: Given = {};
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'argument') args.push(token.word);
    else await readFlag(token, { ...command.flags, ...globalFlags }, given);
  }
  refuseTooMany(args, command, route.name);
  const { noColor = false } = given;
  return { kind: 'command', command, args, flags: { ...unsaid, color: !noColor, ...given } };
}

/** Only the root's own flags make sense alone: help and version. */
async function readWithoutCommand(
  words: readonly string[],
  separator: string | undefined,
): Promise<Reading> {
  const tokens = tokensOf(words, {});
  for (const token of tokens) {
    if (token.kind === 'argument' || asksForHelp(token) || asksForVersion(token)) continue;
    await readFlag(token, globalFlags, {});
  }
  if (separator === undefined) {
    if (words.length === 0 || tokens.some(asksForHelp)) return { kind: 'help', command: undefined };
    if (tokens.some(asksForVersion)) return { kind: 'version' };
  }
  throw usage('no command is named');
}

/** What the flags say, by the names that the code has for them. */
type Given = Record<string, string | boolean>;

const unsaid = { json: false, quiet: false } as const;

async function readFlag(
  { name, value, joined }: FlagToken,
  flags: Readonly<Record<string, Flag>>,
  given: Given,
): Promise<void> {
  const field = name.slice(2).replace(/-[a-z]/g, (dashed) => dashed.charAt(1).toUpperCase());
  const flag = Object.hasOwn(flags, field) && name === typed(field) ? flags[field] : undefined;
  if (flag === undefined) throw await unknownFlag(name, Object.keys(flags).map(typed));
  if (flag.kind === 'switch') {
    if (joined) throw usage(`${name} takes no value`);
    given[field] = true;
    return;
  }
  // A word of its own that is empty is a value, and its command says what is wrong with it.
  if (value === undefined || (joined && value === '')) throw usage(`${name} needs a value`);
  if (!joined && /^-./.test(value)) throw usage(`${name} needs a value, and ${value} is a flag`);
  if (Object.hasOwn(given, field)) throw usage(`${name} is given twice`);
  if (flag.kind === 'choice' && !flag.values.includes(value)) {
    throw usage(`${name} is one of ${flag.values.join('|')}, not "${value}"`);
  }
  given[field] = value;
}

function refuseTooMany(args: readonly string[], { args: taken = [] }: Command, name: string): void {
  if (taken.at(-1)?.rest === true || args.length <= taken.length) return;
  const most = taken.length === 0 ? 'no argument' : 'one argument';
  throw usage(`${name} takes ${most}, and "${args[taken.length]}" is one more`);
}

async function unknownCommand(name: string): Promise<CliError> {
  const { suggestCommand } = await import('./suggest.ts');
  return usage(`no command is called ${name}${suggestCommand(name)}`);
}

async function unknownFlag(name: string, known: readonly string[]): Promise<CliError> {
  const { suggestFlag } = await import('./suggest.ts');
  return usage(`no flag is called ${name}${suggestFlag(name, known)}`);
}

function usage(message: string): CliError {
  return new CliError('USAGE', message, { hint: 'missionctl --help' });
}
