import { type InputCompletion, proposeCompletions } from '@stricli/core';
import type { Frame } from '../define-command.ts';
import { countLeading } from '../global-flags.ts';

/** One way to finish a word. */
export interface Proposal {
  readonly word: string;
  readonly brief: string;
}

/** A word that no shell reads as anything but itself; others are not proposed. */
const plainWord = /^[\w./:=-]+$/;

/** What the framework proposes under a name that is of no use: colour is on, `--` may be left out. */
const renamed: ReadonlyMap<string, Proposal> = new Map([
  ['--color', { word: '--no-color', brief: 'No colour, on a terminal either' }],
  ['--', { word: '--help', brief: 'Print help information and exit' }],
]);

const version: Proposal = { word: '--version', brief: 'Print version information and exit' };

/** How a line may go on whose last word is unfinished. Flags only once a dash is typed. */
export async function proposeWords(
  frame: Frame,
  words: readonly string[],
): Promise<readonly Proposal[]> {
  const partial = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const [, flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(partial) ?? [];
  if (flag === undefined || value === undefined) return await proposeWhole(frame, before, partial);
  const takesValue = (await proposeWhole(frame, [...before, flag], '--')).length === 0;
  const values = takesValue ? await proposeWhole(frame, [...before, flag], value) : [];
  return values.map(({ word, brief }) => ({ word: `${flag}=${word}`, brief }));
}

async function proposeWhole(
  frame: Frame,
  before: readonly string[],
  partial: string,
): Promise<readonly Proposal[]> {
  const dashed = partial.startsWith('-');
  // To one dash the framework proposes every flag: they are renamed before they are compared.
  const proposed = await ask(frame, before, dashed ? '-' : partial);
  const named = proposed
    .filter(({ kind }) => dashed || kind !== 'argument:flag')
    .map(({ completion, brief }) => renamed.get(completion) ?? { word: completion, brief });
  const all = dashed && countLeading(before) === before.length ? [...named, version] : named;
  return all.filter(({ word }) => word.startsWith(partial) && plainWord.test(word));
}

/**
 * Asks the framework, which knows the global flags only behind a command. Until one is named,
 * `current` stands for it: it has no flags of its own.
 */
async function ask(
  frame: Frame,
  typed: readonly string[],
  partial: string,
): Promise<readonly InputCompletion[]> {
  const at = countLeading(typed);
  const [command = 'current', ...rest] = typed.slice(at);
  const isCommand = at === typed.length && !partial.startsWith('-');
  const before = isCommand ? [] : [command, ...typed.slice(0, at), ...rest];
  return await proposeCompletions(frame.applicationFor(before[0]), [...before, partial], {
    ...frame,
    before,
  });
}
