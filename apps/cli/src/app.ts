import type { Actor } from '@missionctl/actions';
import { type ParsedCommandLine, parseArgv } from './argv/parse-argv.ts';
import { refuseChangedWord } from './argv/refuse-changed-word.ts';
import { scanArgv } from './argv/scan-argv.ts';
import { asksForJson, wantsJson } from './argv/wants-json.ts';
import { routes } from './commands/routes.ts';
import type { Context } from './context/context.ts';
import type { Outcome } from './output/outcome.ts';
import { printError } from './output/print-error.ts';
import { printOutcome } from './output/print-outcome.ts';
import { composeInvocation } from './session/invocation.ts';
import { likelyActor } from './session/who/actor-surroundings.ts';
import { whoActs } from './session/who/who-acts.ts';
import { withEngines } from './session/with-engines.ts';

/** The whole command line: reads argv, runs the command, prints, and resolves to the exit code. */
export async function runCommandLine(context: Context, version: string): Promise<number> {
  const print = await answer(context, version);
  return print();
}

/** Runs the command, and returns what prints its result. */
async function answer(context: Context, version: string): Promise<() => number> {
  let json = false;
  let command: string | undefined;
  let isHook = false;
  let who: Actor | undefined;
  try {
    const scanned = await scanArgv(context.argv, routes);
    json = asksForJson(scanned);
    command = scanned.named?.name;
    isHook = scanned.named?.command.isHook === true;
    json = wantsJson(scanned, context.environment('MISSIONCTL_OUTPUT'));
    await refuseChangedWord(context);
    const parsed = await parseArgv(scanned, routes);
    if (parsed.kind === 'command') {
      const identified = (found: Actor): void => {
        who = found;
      };
      const outcome = await run(context, parsed, { json, identified });
      const style = { ...parsed.flags, json, who: who ?? likelyActor(context) };
      return () => printOutcome(context, outcome, style);
    }
    const { data, text } = await describe(parsed, version);
    const style = { json, quiet: false, color: false, who: likelyActor(context) };
    return () => printOutcome(context, { data, verbatim: text }, style);
  } catch (error) {
    if (isHook && context.environment('MISSIONCTL_DEBUG') !== '1') return () => 0;
    const { explainError } = await import('./errors/explain-error.ts');
    const { surroundingsOf } = await import('./session/error-surroundings.ts');
    const explained = explainError(error, surroundingsOf(context, command));
    const style = { json: json && !isHook, who: who ?? likelyActor(context) };
    const print = (): number => printError(context, explained, style);
    return isHook ? () => print() && 0 : print;
  }
}

type ParsedCommand = Extract<ParsedCommandLine, { kind: 'command' }>;

async function run(
  context: Context,
  { command, flags, args, escaped }: ParsedCommand,
  { json, identified }: { readonly json: boolean; readonly identified: (who: Actor) => void },
): Promise<Outcome> {
  if ('answer' in command) return await command.answer({ context, routes }, ...args);
  const dryRun = 'dryRun' in flags && flags.dryRun === true;
  const repair = command.keepsModes !== true && !dryRun;
  const all = { ...flags, json };
  const opened = await withEngines(composeInvocation(context, all, { repair, escaped }));
  // An event of a harness says itself whose it is.
  if (command.isHook === true) return await command.run(opened, all, ...args);
  const who = await whoActs(opened, { command, args });
  identified(who);
  return await command.run({ ...opened, who }, all, ...args);
}

/** Help, or the version. */
async function describe(
  parsed: Exclude<ParsedCommandLine, ParsedCommand>,
  version: string,
): Promise<{ readonly data: Outcome['data']; readonly text: string }> {
  if (parsed.kind === 'version') return { data: { version }, text: `${version}\n` };
  const { helpText } = await import('./help/help-text.ts');
  const text = helpText(routes, parsed.topic);
  return { data: { topic: parsed.topic?.name ?? null, text }, text };
}
