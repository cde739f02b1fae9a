import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { pwshScript } from './pwsh.ts';
import { zshScript } from './zsh.ts';

/** For each shell its script, given the words that start a checkout's `missionctl`. */
const scripts: ReadonlyMap<string, (checkout: readonly string[] | undefined) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
  ['pwsh', pwshScript],
]);

export function runShellInit(context: Context, shell: string | undefined): Outcome {
  const scriptOf = scripts.get(shell ?? '');
  if (scriptOf === undefined) {
    const message = shell === undefined ? 'which shell?' : `no shell is called '${shell}'`;
    const hint = `missionctl shell-init ${[...scripts.keys()].join('|')}`;
    throw new CliError('USAGE', message, { hint });
  }
  const script = scriptOf(context.checkout());
  return { data: { shell, script }, lines: script.trimEnd().split('\n') };
}
