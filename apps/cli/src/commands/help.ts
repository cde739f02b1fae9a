import { buildCommand } from '@stricli/core';
import type { Frame, Route } from '../define-command.ts';
import { type GlobalFlags, globalFlagParameters } from '../global-flags.ts';

const brief = 'Print this, help on a command, or the guide for agents';

const build: Route['build'] = () =>
  buildCommand<GlobalFlags, [string?], Frame>({
    docs: { brief },
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

/** Help as a command. It needs no home, and so is not one of `defineCommand`'s. */
export const helpCommand: Route = { brief, build };
