import { unknownWord } from '../../argv/unknown-word.ts';
import { usageError } from '../../argv/usage-error.ts';
import type { Context } from '../../context/context.ts';
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
    if (shell === undefined) throw usageError('no shell given', 'shell-init');
    const message = `unknown shell '${shell}'`;
    const hint = 'missionctl shell-init --help';
    throw unknownWord({ message, given: shell, known: shells, hint });
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
