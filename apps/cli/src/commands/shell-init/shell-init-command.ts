import type { Context } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { object, text } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { StandaloneCommand } from '../command.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { pwshScript } from './pwsh.ts';
import { zshScript } from './zsh.ts';

/** The script of each shell, given the words that start a checkout's `missionctl`. */
const scripts: ReadonlyMap<string, (checkout: readonly string[] | undefined) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
  ['pwsh', pwshScript],
]);

const shells: readonly string[] = [...scripts.keys()];

function runShellInit(context: Context, shell: string | undefined): Outcome {
  const scriptOf = scripts.get(shell ?? '');
  if (scriptOf === undefined) {
    const message = shell === undefined ? 'no shell given' : `unknown shell '${shell}'`;
    throw new CliError('USAGE', message, { hint: `missionctl shell-init ${shells.join('|')}` });
  }
  const script = scriptOf(context.checkout());
  return { data: { shell, script }, lines: script.trimEnd().split('\n') };
}

export const shellInitCommand: StandaloneCommand = {
  usage: `<${shells.join('|')}>`,
  flags: {},
  takes: [],
  args: [{ brief: shells.join(', '), placeholder: shells.join('|'), complete: () => shells }],
  examples: ['eval "$(missionctl shell-init bash)"', 'missionctl shell-init fish | source'],
  dataSchema: object({ shell: text, script: text }),
  printsText: true,
  answer: ({ context }, shell) => runShellInit(context, shell),
};
