import type { Command, Flag } from '../command.ts';
import type { Context } from '../context.ts';
import { commandAt, globalFlags, isFlag, typed } from '../global-flags.ts';
import { groups, routeTo } from '../routes.ts';

/** One way to finish a word. */
export interface Proposal {
  readonly word: string;
  readonly brief: string;
}

/** A word that no shell reads as anything but itself; others are not proposed. */
const plainWord = /^[\w./:=-]+$/;

const help: Proposal = { word: '--help', brief: 'Help on the command' };
const version: Proposal = { word: '--version', brief: 'The version of missionctl' };

/** How a line may go on whose last word is unfinished. Flags only once a dash is typed. */
export async function proposeWords(
  context: Context,
  words: readonly string[],
): Promise<readonly Proposal[]> {
  const partial = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const [, flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(partial) ?? [];
  if (flag === undefined || value === undefined)
    return await proposed({ context, before, partial });
  const { awaited } = (await placeAfter([...before, flag])) ?? {};
  const values = awaited === undefined ? [] : valuesOf(awaited, { context, before });
  return beginningWith(values, value).map(({ word, brief }) => ({
    word: `${flag}=${word}`,
    brief,
  }));
}

interface Typing {
  readonly context: Context;
  readonly before: readonly string[];
}

async function proposed({
  context,
  before,
  partial,
}: Typing & { readonly partial: string }): Promise<readonly Proposal[]> {
  const place = await placeAfter(before);
  if (place === undefined) return [];
  const { awaited, command, escaped } = place;
  const typing = { context, before };
  if (awaited !== undefined) return beginningWith(valuesOf(awaited, typing), partial);
  const dashed = partial.startsWith('-') && !escaped;
  const words = command === undefined ? (dashed ? [] : commands()) : argumentsAt(place, typing);
  return beginningWith([...(dashed ? flagsAt(place) : []), ...words], partial);
}

function beginningWith(proposals: readonly Proposal[], partial: string): readonly Proposal[] {
  return proposals.filter(({ word }) => word.startsWith(partial) && plainWord.test(word));
}

/** Where in a line the next word stands. */
interface Place {
  readonly command: Command | undefined;
  /** The flag whose value comes next. */
  readonly awaited: Flag | undefined;
  /** Whether `--` has been typed: what follows is no flag. */
  readonly escaped: boolean;
  readonly used: ReadonlySet<string>;
  /** How many arguments stand before it. */
  readonly taken: number;
}

/** Undefined behind a word that nothing is known of. */
async function placeAfter(words: readonly string[]): Promise<Place | undefined> {
  const at = commandAt(words);
  const name = words[at];
  const command = name === undefined ? undefined : await routeTo(name)?.load();
  if (name !== undefined && command === undefined) return undefined;
  const flags = new Map(Object.entries(flagsOf(command)).map(([key, flag]) => [typed(key), flag]));
  const used = new Set<string>();
  let awaited: Flag | undefined;
  let escaped = false;
  let taken = 0;
  for (const word of [...words.slice(0, at), ...words.slice(at + 1)]) {
    const [flagName = ''] = word.split('=', 1);
    if (awaited !== undefined) awaited = undefined;
    else if (escaped || !(isFlag(word) || word === '--')) taken += 1;
    else if (word === '--') escaped = true;
    else {
      const flag = flags.get(flagName);
      if (flag === undefined) return undefined;
      used.add(flagName);
      awaited = flag.kind === 'switch' || word.includes('=') ? undefined : flag;
    }
  }
  return { command, awaited, escaped, used, taken };
}

function flagsOf(command: Command | undefined): Readonly<Record<string, Flag>> {
  return { ...command?.flags, ...globalFlags };
}

function flagsAt({ command, used }: Place): readonly Proposal[] {
  const flags = Object.entries(flagsOf(command)).map(([name, { brief }]) => ({
    word: typed(name),
    brief,
  }));
  const rest = flags.filter(({ word }) => !used.has(word));
  return [help, ...rest, ...(command === undefined ? [version] : [])];
}

function commands(): readonly Proposal[] {
  return Object.values(groups).flatMap((group) =>
    Object.entries(group).map(([word, { brief }]) => ({ word, brief })),
  );
}

function argumentsAt({ command, taken }: Place, typing: Typing): readonly Proposal[] {
  const argument = command?.args?.[taken];
  const words = argument?.propose?.(typing) ?? [];
  return words.map((word) => ({ word, brief: argument?.brief ?? '' }));
}

function valuesOf(flag: Flag, typing: Typing): readonly Proposal[] {
  if (flag.kind === 'switch') return [];
  const words = flag.kind === 'choice' ? flag.values : (flag.propose?.(typing) ?? []);
  return words.map((word) => ({ word, brief: flag.brief }));
}
