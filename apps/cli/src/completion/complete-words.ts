import { type Completion, type Flag, type Flags, type Typing, toFlag } from '../argv/flag.ts';
import { flagsOf, globalFlags } from '../argv/global-flags.ts';
import { scanArgv } from '../argv/scan-argv.ts';
import type { Command, Routes } from '../commands/command.ts';
import { listedRoutes } from '../commands/find-route.ts';
import type { Context } from '../context/context.ts';

/** One way to finish a word. */
export interface Candidate {
  readonly word: string;
  readonly brief: string;
}

/**
 * Stands for the names of files: which there are, and how they are quoted, is left to the shell. No
 * word of ours has an angle bracket.
 */
const files = '<file>';

interface Surroundings {
  readonly context: Context;
  readonly routes: Routes;
}

/** A word that no shell reads as anything but itself; others are not offered. */
const plainWord = /^[\w./:=-]+$/;

const help: Candidate = { word: '--help', brief: 'Help on the command' };
const version: Candidate = { word: '--version', brief: 'The version of missionctl' };

/**
 * The words that can finish a command line. Flags are among them only once a dash has been typed.
 *
 * @param words The words behind the program's name; the last one is unfinished, or empty.
 */
export async function completeWords(
  surroundings: Surroundings,
  words: readonly string[],
): Promise<readonly Candidate[]> {
  const partial = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const [, flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(partial) ?? [];
  if (flag === undefined || value === undefined) {
    return candidatesAt(surroundings, await positionAfter(before, surroundings), partial);
  }
  const position = await positionAfter([...before, flag], surroundings);
  const values = position?.awaited === undefined ? [] : valuesAt(position, surroundings);
  return startingWith(values, value).map(({ word, brief }) => ({ word: `${flag}=${word}`, brief }));
}

function candidatesAt(
  surroundings: Surroundings,
  position: Position | undefined,
  partial: string,
): readonly Candidate[] {
  if (position === undefined) return [];
  const { awaited, command, escaped } = position;
  if (awaited !== undefined) return startingWith(valuesAt(position, surroundings), partial);
  const dashed = partial.startsWith('-') && !escaped;
  const flags = dashed ? flagsAt(position) : [];
  if (command !== undefined) {
    return startingWith([...flags, ...argumentsAt(command, position, surroundings)], partial);
  }
  return startingWith(dashed ? flags : commandsOf(surroundings.routes), partial);
}

function startingWith(candidates: readonly Candidate[], partial: string): readonly Candidate[] {
  return candidates.filter(
    ({ word }) => word === files || (word.startsWith(partial) && plainWord.test(word)),
  );
}

/** Where in a command line the next word stands. */
interface Position {
  readonly command: Command | undefined;
  /** The flag whose value comes next. */
  readonly awaited: Flag | undefined;
  /** Whether `--` has been typed: what follows is no flag. */
  readonly escaped: boolean;
  readonly used: ReadonlySet<string>;
  /** The arguments before it. */
  readonly args: readonly string[];
  /** The values of flags before it, by the flags as they are typed. */
  readonly values: ReadonlyMap<string, string | undefined>;
}

/** Undefined behind an unknown command or flag. */
async function positionAfter(
  words: readonly string[],
  { routes }: Surroundings,
): Promise<Position | undefined> {
  const { word, named, tokens } = await scanArgv(words, routes);
  if (word !== undefined && named === undefined) return undefined;
  const flags = new Map(
    Object.entries(flagsAfter(named?.command)).map(([name, flag]) => [toFlag(name), flag]),
  );
  const given = tokens.filter((token) => token.kind === 'flag');
  if (given.some(({ name }) => !flags.has(name))) return undefined;
  const last = tokens.at(-1);
  const awaits = last?.kind === 'flag' && last.value === undefined;
  const flag = awaits ? flags.get(last.name) : undefined;
  return {
    command: named?.command,
    awaited: flag?.kind === 'string' ? flag : undefined,
    escaped: tokens.some(({ kind }) => kind === 'separator'),
    used: new Set(given.map(({ name }) => name)),
    args: tokens.flatMap((token) => (token.kind === 'argument' ? [token.word] : [])),
    values: new Map(given.map(({ name, value }) => [name, value])),
  };
}

function flagsAfter(command: Command | undefined): Flags {
  return command === undefined ? globalFlags : flagsOf(command);
}

function flagsAt({ command, used }: Position): readonly Candidate[] {
  const rest = Object.entries(flagsAfter(command)).flatMap(([name, flag]) => {
    const word = toFlag(name);
    const again = flag.kind === 'string' && flag.repeatable === true;
    return used.has(word) && !again ? [] : [{ word, brief: flag.brief }];
  });
  return [help, ...rest, ...(command === undefined ? [version] : [])];
}

function commandsOf(routes: Routes): readonly Candidate[] {
  return listedRoutes(routes).map(({ name, brief }) => ({ word: name, brief }));
}

function typingAt({ args, values }: Position, { context, routes }: Surroundings): Typing {
  return {
    context,
    args,
    mission: values.get('--mission'),
    as: values.get('--as'),
    commandNames: listedRoutes(routes).map(({ name }) => name),
  };
}

function argumentsAt(
  { args = [] }: Command,
  position: Position,
  surroundings: Surroundings,
): readonly Candidate[] {
  const { args: typed, escaped } = position;
  const last = args.at(-1);
  // What takes all further words takes those behind -- alone.
  const argument = escaped && last?.rest === true ? last : args[typed.length];
  if (argument === undefined || (argument.rest === true && !escaped)) return [];
  return candidatesOf(argument, position, surroundings);
}

function valuesAt(position: Position, surroundings: Surroundings): readonly Candidate[] {
  const { awaited } = position;
  if (awaited === undefined || awaited.kind === 'boolean') return [];
  return candidatesOf(awaited, position, surroundings);
}

function candidatesOf(
  { brief, complete }: { readonly brief: string; readonly complete?: Completion },
  position: Position,
  surroundings: Surroundings,
): readonly Candidate[] {
  if (complete === undefined) return [];
  const words = complete === 'files' ? [files] : complete(typingAt(position, surroundings));
  return words.map((word) => ({ word, brief }));
}
