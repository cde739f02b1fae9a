import { defineCommand } from '../command.ts';

const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;

export const shellInitCommand = defineCommand<object, [string?]>({
  brief: 'Print what a shell needs for completion and a prompt',
  flags: {},
  looksOnly: true,
  args: [
    {
      brief: shells.join(', '),
      placeholder: shells.join('|'),
      propose: () => shells,
    },
  ],
  run: async ({ context }, _flags, shell) =>
    (await import('../shell/run-shell-init.ts')).runShellInit(context, shell),
});
