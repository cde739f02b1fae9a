import { buildCommand, type Command } from '@stricli/core';
import type { Frame } from '../define-command.ts';
import { type GlobalFlags, globalFlagParameters } from '../global-flags.ts';

/** Help as a command. It needs no home, and so is not one of `defineCommand`'s. */
export const helpCommand: Command<Frame> = buildCommand<GlobalFlags, [string?], Frame>({
  docs: { brief: 'Print this, help on a command, or the guide for agents' },
  parameters: {
    flags: globalFlagParameters,
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'a command, or agents: the guide for programs that work on their own',
          placeholder: 'command|agents',
          parse: String,
          optional: true,
          proposeCompletions: () => ['agents'],
        },
      ],
    },
  },
  func(this: Frame, { quiet, color }, topic): void {
    const run = async () => (await import('../help/run-help.ts')).runHelp(this, topic);
    this.choose({ quiet, color, run });
  },
});
