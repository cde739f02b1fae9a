import { defineCommand } from '../command.ts';
import { runShellInit } from '../shell/run-shell-init.ts';

const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;

export const shellInitCommand = defineCommand<object, [string?]>({
  flags: {},
  usage: `<${shells.join('|')}>`,
  looksOnly: true,
  args: [
    {
      brief: shells.join(', '),
      placeholder: shells.join('|'),
      propose: () => shells,
    },
  ],
  run: ({ context }, _flags, shell) => runShellInit(context, shell),
});
