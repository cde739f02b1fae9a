import { CliError } from '../cli-error.ts';
import { defineCommand } from '../define-command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { bashScript } from '../shell/bash.ts';
import { fishScript } from '../shell/fish.ts';
import { pwshScript } from '../shell/pwsh.ts';
import { zshScript } from '../shell/zsh.ts';

/** For each shell its script, given the words that start a checkout's `missionctl`. */
const scripts: Readonly<Record<string, (checkout: readonly string[] | undefined) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  pwsh: pwshScript,
};
const shells: readonly string[] = Object.keys(scripts);

export function runShellInit({ context }: Invocation, _flags: object, shell?: string): Outcome {
  const scriptOf = shells.includes(shell ?? '') ? scripts[shell ?? ''] : undefined;
  if (scriptOf === undefined) {
    const message = shell === undefined ? 'which shell?' : `no shell is called ${shell}`;
    throw new CliError('USAGE', message, { hint: `missionctl shell-init ${shells.join('|')}` });
  }
  const script = scriptOf(context.checkout());
  return { data: { shell, script }, lines: script.trimEnd().split('\n') };
}

export const shellInitCommand = defineCommand<object, [string?]>({
  brief: 'Print what a shell needs for completion and a prompt',
  flags: {},
  looksOnly: true,
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: shells.join(', '),
        placeholder: shells.join('|'),
        parse: String,
        optional: true,
        proposeCompletions: () => shells,
      },
    ],
  },
  run: runShellInit,
});
