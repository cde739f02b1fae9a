import { type Application, help, type StricliIntegration } from '@stricli/core';
import type { Frame } from '../define-command.ts';
import type { CommandGroups } from './root-help.ts';

/** The framework's `--help` with examples, in 80 columns; that of the root groups the commands. */
export function helpFlag(groups: CommandGroups): StricliIntegration<Frame> {
  const { flag, ...rest } = help<Frame>({
    brief: 'Print help information and exit',
    defaultForRouteMap: true,
    formatting: {
      useAliasInUsageLine: false,
      onlyRequiredInUsageLine: false,
      caseStyle: 'convert-camel-to-kebab',
    },
  });
  if (flag === undefined) throw new TypeError('the framework has no help');
  return {
    ...rest,
    flag: {
      ...flag,
      async run(application: Application<Frame>, args) {
        const { commandHelp, rootHelp } = await import('./help-texts.ts');
        const { target, prefix } = args.result;
        if (target === application.root) {
          this.process.stdout.write(rootHelp(groups));
          return;
        }
        const told: string[] = [];
        const stdout = { write: (text: string) => void told.push(text) };
        await flag.run.call({ process: { ...this.process, stdout } }, application, args);
        this.process.stdout.write(commandHelp(prefix.at(-1), told.join('')));
      },
    },
  };
}
