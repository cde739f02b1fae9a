import type { Command, Routes } from '../commands/command.ts';
import { listedRoutes, type NamedCommand } from '../commands/find-route.ts';
import type { CliError } from '../errors/cli-error.ts';
import type { GlobalFlags } from './flag.ts';
import { flagsOf, globalFlags } from './global-flags.ts';
import { asksForHelp, asksForVersion, parseFlags } from './parse-flags.ts';
import type { ScannedArgv, Token } from './scan-argv.ts';
import { usageError } from './usage-error.ts';

/** What a command line asks for. */
export type ParsedCommandLine =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly topic: NamedCommand | undefined }
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly flags: GlobalFlags;
      readonly args: readonly string[];
      /** The arguments that stand behind `--`; undefined without it. */
      readonly escaped: readonly string[] | undefined;
    };

/**
 * Checks the tokens of a command line against the flags and arguments of its command.
 *
 * @param scanned The tokens, and the command that they name.
 * @param routes The commands from which a mistyped name is corrected.
 * @throws CliError `USAGE`, for the first word that is wrong
 */
export async function parseArgv(
  { word, named, tokens }: ScannedArgv,
  routes: Routes,
): Promise<ParsedCommandLine> {
  if (word === undefined) return await parseWithoutCommand(tokens);
  if (named === undefined) throw await unknownCommand(word, routes);
  if (tokens.some(asksForHelp)) return { kind: 'help', topic: named };
  const { name, command } = named;
  const given = await parseFlags(tokens, name, flagsOf(command));
  const args = argumentsIn(tokens);
  rejectSurplus(args, command, name);
  const { noColor = false } = given;
  const flags = { json: false, quiet: false, color: !noColor, ...given };
  return { kind: 'command', command, flags, args, escaped: escapedIn(tokens) };
}

/** Only help and version make sense without a command. */
async function parseWithoutCommand(tokens: readonly Token[]): Promise<ParsedCommandLine> {
  const others = tokens.filter((token) => !asksForHelp(token) && !asksForVersion(token));
  await parseFlags(others, undefined, globalFlags);
  if (tokens.length === 0) return { kind: 'help', topic: undefined };
  if (tokens.every(({ kind }) => kind === 'flag')) {
    if (tokens.some(asksForHelp)) return { kind: 'help', topic: undefined };
    if (tokens.some(asksForVersion)) return { kind: 'version' };
  }
  throw usageError('no command given');
}

function argumentsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => (token.kind === 'argument' ? [token.word] : []));
}

function escapedIn(tokens: readonly Token[]): readonly string[] | undefined {
  const at = tokens.findIndex(({ kind }) => kind === 'separator');
  return at === -1 ? undefined : argumentsIn(tokens.slice(at));
}

function rejectSurplus(args: readonly string[], command: Command, name: string): void {
  const { args: declared = [] } = command;
  if (declared.at(-1)?.rest === true || args.length <= declared.length) return;
  const surplus = `unexpected argument '${args[declared.length]}'`;
  const most = ['no argument', 'one argument'][declared.length] ?? `${declared.length} arguments`;
  throw usageError(`${surplus}: ${name} takes ${most}`, name);
}

/** What `drive` takes: none of its words is a mistyped name of a command. */
const wordsOfDrive: ReadonlySet<string> = new Set(['give', 'ask', 'take', 'check']);

async function unknownCommand(word: string, routes: Routes): Promise<CliError> {
  const { unknownWord } = await import('./unknown-word.ts');
  const known = listedRoutes(routes).map(({ name }) => name);
  const message = `unknown command '${word}'`;
  if (!wordsOfDrive.has(word)) {
    return unknownWord({ message, given: word, known, hint: 'missionctl --help' });
  }
  return usageError(`${message}, did you mean drive ${word}?`, 'drive');
}
