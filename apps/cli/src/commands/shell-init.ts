import { defineCommand } from '../define-command.ts';

const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;

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
  run: async ({ context }, _flags, shell) =>
    (await import('../shell/run-shell-init.ts')).runShellInit(context, shell),
});
