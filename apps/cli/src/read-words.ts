import { CliError } from './cli-error.ts';
import type { Command, Flag } from './command.ts';
import { commandAt, type GlobalFlags, globalFlags, typed } from './global-flags.ts';
import { routeTo } from './routes.ts';
import { asksForHelp, asksForVersion, type FlagToken, isAboutItself, tokensOf } from './tokens.ts';

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
    else await readFlag(token, { of: route.name, flags: command.flags }, given);
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
    await readFlag(token, { of: undefined, flags: {} }, {});
  }
  if (separator === undefined) {
    if (words.length === 0 || tokens.some(asksForHelp)) return { kind: 'help', command: undefined };
    if (tokens.some(asksForVersion)) return { kind: 'version' };
  }
  throw usage('no command is named');
}

/** A command's name, undefined for none, and the flags that are its own. */
interface Known {
  readonly of: string | undefined;
  readonly flags: Readonly<Record<string, Flag>>;
}

/** What the flags say, by the names that the code has for them. */
type Given = Record<string, string | boolean>;

const unsaid = { json: false, quiet: false } as const;

async function readFlag(
  { name, value, joined }: FlagToken,
  { of, flags: own }: Known,
  given: Given,
): Promise<void> {
  const flags = { ...own, ...globalFlags };
  const field = name.slice(2).replace(/-[a-z]/g, (dashed) => dashed.charAt(1).toUpperCase());
  const flag = Object.hasOwn(flags, field) && name === typed(field) ? flags[field] : undefined;
  if (isAboutItself(name) && joined) throw usage(`${name} takes no value`, of);
  if (flag === undefined) throw await unknownFlag(name, of, Object.keys(flags).map(typed));
  if (flag.kind === 'switch') {
    if (joined) throw usage(`${name} takes no value`, of);
    given[field] = true;
    return;
  }
  // A word of its own that is empty is a value, and its command says what is wrong with it.
  if (value === undefined || (joined && value === '')) throw usage(`${name} needs a value`, of);
  if (!joined && /^-./.test(value)) {
    throw usage(`${name} needs a value, and ${value} is a flag`, of);
  }
  if (Object.hasOwn(given, field)) throw usage(`${name} is given twice`, of);
  if (flag.kind === 'choice' && !flag.values.includes(value)) {
    throw usage(`${name} is one of ${flag.values.join('|')}, not "${value}"`, of);
  }
  given[field] = value;
}

function refuseTooMany(args: readonly string[], command: Command, name: string): void {
  const { args: taken = [], ofOneMission = false } = command;
  if (taken.at(-1)?.rest === true || args.length <= taken.length) return;
  const word = args[taken.length];
  const most = taken.length === 0 ? 'no argument' : 'one argument';
  const told = `${name} takes ${most}, and "${word}" is one more`;
  throw usage(ofOneMission ? `${told}; a mission is named with --mission` : told, name);
}

async function unknownCommand(name: string): Promise<CliError> {
  const { suggestCommand } = await import('./suggest.ts');
  return usage(`no command is called ${name || '""'}${suggestCommand(name)}`);
}

async function unknownFlag(
  name: string,
  command: string | undefined,
  known: readonly string[],
): Promise<CliError> {
  const { suggestFlag } = await import('./suggest.ts');
  const told = command === undefined ? 'no flag is called' : `${command} has no flag`;
  return usage(`${told} ${name}${suggestFlag(name, known)}`, command);
}

function usage(message: string, command?: string): CliError {
  const topic = command === undefined ? '' : ` ${command}`;
  return new CliError('USAGE', message, { hint: `missionctl${topic} --help` });
}
