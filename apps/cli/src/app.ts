import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { asksForJson, type GlobalFlags } from './global-flags.ts';
import { composeInvocation } from './invocation.ts';
import type { Outcome } from './outcome.ts';
import { tellError, tellOutcome, tellUnwritten } from './output.ts';
import { type Reading, readWords } from './read-words.ts';

/** The whole command line: words in, exit code out. */
export async function runCommandLine(context: Context, version: string): Promise<number> {
  const tell = await answer(context, version);
  try {
    return tell();
  } catch (error) {
    return tellUnwritten(context, error);
  }
}

/** Does what was asked for, and hands back how to tell it. */
async function answer(context: Context, version: string): Promise<() => number> {
  const json = asksForJson(context.argv, context.environment('MISSIONCTL_OUTPUT'));
  try {
    const reading = await readWords(context.argv);
    if (reading.kind !== 'command') {
      const text = await textOf(reading, version);
      const data = dataOf(reading, text);
      const style = { json, quiet: false, color: false };
      return () => tellOutcome(context, json ? { data } : { data, verbatim: text }, style);
    }
    const flags = { ...reading.flags, json };
    const outcome = await run(context, reading.command, { flags, args: reading.args });
    return () => tellOutcome(context, outcome, flags);
  } catch (error) {
    const { explainError } = await import('./explain-error.ts');
    return () => tellError(context, explainError(error), { json });
  }
}

function run(
  context: Context,
  command: Command,
  { flags, args }: { readonly flags: GlobalFlags; readonly args: readonly string[] },
): Outcome | Promise<Outcome> {
  if ('answer' in command) return command.answer(context, ...args);
  const dryRun = 'dryRun' in flags && flags.dryRun === true;
  const tighten = command.looksOnly !== true && !dryRun;
  return command.run(composeInvocation(context, flags, { tighten }), flags, ...args);
}

async function textOf(
  reading: Exclude<Reading, { kind: 'command' }>,
  version: string,
): Promise<string> {
  if (reading.kind === 'version') return `${version}\n`;
  const { helpOn } = await import('./help/help-texts.ts');
  return await helpOn(reading.command);
}

/** The data of `help`, or the version. */
function dataOf(reading: Exclude<Reading, { kind: 'command' }>, text: string): Outcome['data'] {
  if (reading.kind === 'version') return { version: text.trimEnd() };
  return { topic: reading.command ?? null, text };
}
