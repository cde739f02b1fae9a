import type { Command } from '../commands/command.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';

/** Runs a command as its words would, for whoever acts in this invocation, and returns what it prints. */
export async function runCommand(
  command: Command,
  invocation: Invocation,
  given: { readonly flags?: Readonly<Record<string, string>>; readonly words?: readonly string[] },
): Promise<Outcome> {
  if ('answer' in command) throw new TypeError('a command without a home acts for nobody');
  const { flags = {}, words = [] } = given;
  return await command.run(invocation, { ...invocation.flags, ...flags }, ...words);
}

/** The flags, or words, that are given. */
export function only(
  given: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(given);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
